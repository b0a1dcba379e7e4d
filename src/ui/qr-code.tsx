import qrcode from 'qrcode-generator';
import { useMemo } from 'react';
import classes from '#src/ui/qr-code.module.css';
import { words } from '#words/ui.ts';

/** Bytes that the largest code holds at the lowest level of error correction. */
const capacity = 2953;
/** Light modules around a code, as its standard asks. */
const quietZone = 4;

/** A text as a QR code, dark on white in either theme, because many cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const address = useMemo(() => pictureOf(text), [text]);
  if (address === null) return <p className={classes.tooLong}>{words.thisLinkIsTooLongFor}</p>;
  return <img className={classes.code} src={address} alt={label} />;
}

/** The code as an SVG at a `data:` address; null where no code holds the text. */
function pictureOf(text: string): string | null {
  if (new TextEncoder().encode(text).length > capacity) return null;
  const code = qrcode(0, 'L');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  const box = `${-quietZone} ${-quietZone} ${count + 2 * quietZone} ${count + 2 * quietZone}`;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" shape-rendering="crispEdges">` +
    `<path d="M${-quietZone} ${-quietZone}h999v999h-999z" fill="#fff"/>` +
    `<path d="${squares.join('')}"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
