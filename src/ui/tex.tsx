import { useCallback, useEffect, useState } from 'react';
import classes from '#src/ui/tex.module.css';

/** Typesets LaTeX; until KaTeX has arrived, or where it never does, `fallback` is shown. */
export function Tex({ tex, fallback }: { tex: string; fallback: string }) {
  const [html, setHtml] = useState<{ tex: string; html: string } | null>(null);
  useEffect(() => {
    let stale = false;
    typeset(tex).then(
      (html) => {
        if (!stale) setHtml({ tex, html });
      },
      () => {
        if (!stale) setHtml(null);
      },
    );
    return () => {
      stale = true;
    };
  }, [tex]);
  const [scrolls, setScrolls] = useState(false);
  const watch = useCallback((element: HTMLElement) => {
    const observer = new ResizeObserver(() =>
      setScrolls(element.scrollWidth > element.clientWidth),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  if (html === null) return <code>{fallback}</code>;
  // KaTeX escapes what it is given, and trusts no command that could link or load.
  return (
    <span
      // Another formula is another element, which is measured anew.
      key={html.html}
      ref={watch}
      className={classes.tex}
      // The keyboard reaches what is wider than its place, and scrolls it.
      {...(scrolls && { tabIndex: 0 })}
      dangerouslySetInnerHTML={{ __html: html.html }}
    />
  );
}

async function typeset(tex: string): Promise<string> {
  const [{ default: katex }] = await Promise.all([
    import('katex'),
    import('katex/dist/katex.min.css'),
  ]);
  return katex.renderToString(tex, { throwOnError: false, trust: false, strict: 'ignore' });
}
