/** Plotly types its `lib` entry points only. */
declare module 'plotly.js/src/traces/parcoords/strict' {
  export { default } from 'plotly.js/lib/parcoords';
}
