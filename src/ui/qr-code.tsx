import qrcode from 'qrcode-generator';
import { useMemo } from 'react';
import classes from './qr-code.module.css';

/** Bytes that the largest code holds at the lowest level of error correction. */
const capacity = 2953;
/** Light modules around a code, as its standard asks. */
const quietZone = 4;

/** A text as a QR code, dark on white in either theme, because many cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const code = useMemo(() => modulesOf(text), [text]);
  if (code === null) return <p className={classes.tooLong}>This link is too long for a QR code.</p>;
  const size = code.count + 2 * quietZone;
  return (
    <svg
      className={classes.code}
      viewBox={`${-quietZone} ${-quietZone} ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-quietZone} y={-quietZone} width={size} height={size} fill="#fff" />
      <path d={code.path} fill="#000" />
    </svg>
  );
}

function modulesOf(text: string): { count: number; path: string } | null {
  if (new TextEncoder().encode(text).length > capacity) return null;
  const code = qrcode(0, 'L');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const squares: string[] = [];
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++)
      if (code.isDark(row, column)) squares.push(`M${column} ${row}h1v1h-1z`);
  return { count, path: squares.join('') };
}
