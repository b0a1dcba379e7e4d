/** A span of time as a reader estimates it: "0.03 s", "4 s", "2:05 min", "1 h 10 min". @param seconds not negative */
export function formatDuration(seconds: number): string {
  if (seconds < 0.095) return `${Number(seconds.toPrecision(1))} s`;
  if (seconds < 59.5)
    return `${seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes}:${String(Math.round(seconds) % 60).padStart(2, '0')} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
