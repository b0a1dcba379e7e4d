/** The first address that is free for tables and matrices. */
export const heapBase: usize = __heap_base;
