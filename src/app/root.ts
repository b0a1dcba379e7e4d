/**
 * The library that draws the page, evaluated on its own: it makes errors when it starts, for each of which a browser reads
 * the source of all files that stand on the stack.
 */
export { createRoot } from 'react-dom/client';
