import { useEffect, useState } from 'react';
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
  if (html === null) return <code>{fallback}</code>;
  // KaTeX escapes what it is given, and trusts no command that could link or load.
  return <span className={classes.tex} dangerouslySetInnerHTML={{ __html: html.html }} />;
}

async function typeset(tex: string): Promise<string> {
  const [{ default: katex }] = await Promise.all([
    import('katex'),
    import('katex/dist/katex.min.css'),
  ]);
  return katex.renderToString(tex, { throwOnError: false, trust: false, strict: 'ignore' });
}
