/** Milliseconds after which it is not waited for: pages that are not seen are not painted. */
const longest = 1000;

/** Resolves once what the page came with is seen. What is asked for then takes no bandwidth from that. */
export function firstPaint(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) resolve();
    const observer = new PerformanceObserver(() => {
      observer.disconnect();
      resolve();
    });
    observer.observe({ type: 'paint', buffered: true });
    setTimeout(resolve, longest);
  });
}

/** Asks for all parts at once that the built page names: each is there when its turn comes. */
export function askForParts(): void {
  const parts = document.querySelector<HTMLTemplateElement>('#parts');
  if (parts !== null) document.head.append(parts.content);
}
