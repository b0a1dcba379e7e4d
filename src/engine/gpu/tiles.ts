/** One replica's rectangle of texels; tiles fill a texture column by column. */
export interface Tile {
  readonly width: number;
  readonly height: number;
  /** Tiles in a column of the texture. */
  readonly perColumn: number;
}

/** Lower left corner of a tile. */
export function tileOrigin({ width, height, perColumn }: Tile, index: number): [number, number] {
  return [Math.floor(index / perColumn) * width, (index % perColumn) * height];
}

/** The texture that holds so many tiles. */
export function tilesSize(tile: Tile, count: number): { width: number; height: number } {
  const columns = Math.ceil(count / tile.perColumn);
  return { width: columns * tile.width, height: Math.min(count, tile.perColumn) * tile.height };
}
