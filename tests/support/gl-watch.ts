/** What a page asks of its WebGL contexts, seen from outside: import this before a context is opened. */
const contexts: WebGL2RenderingContext[] = [];
const { getContext } = OffscreenCanvas.prototype;
OffscreenCanvas.prototype.getContext = function (
  this: OffscreenCanvas,
  ...args: Parameters<typeof getContext>
) {
  const context = getContext.apply(this, args);
  if (context instanceof WebGL2RenderingContext) contexts.push(context);
  return context;
} as typeof getContext;

/** Takes every context of this page away. */
export function loseContexts(): void {
  for (const gl of contexts.splice(0)) {
    if (!gl.isContextLost()) gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

type Method = Extract<keyof WebGL2RenderingContext, string>;

/** Calls of methods of any context, by name, while `work` goes on. */
export async function countCalls(
  methods: readonly Method[],
  work: () => Promise<unknown>,
): Promise<Record<string, number>> {
  const prototype = WebGL2RenderingContext.prototype as unknown as Record<
    string,
    (...args: unknown[]) => unknown
  >;
  const counts: Record<string, number> = {};
  const originals = methods.map((name) => [name, prototype[name]!] as const);
  for (const [name, original] of originals) {
    counts[name] = 0;
    prototype[name] = function (this: unknown, ...args) {
      counts[name]!++;
      return original.apply(this, args);
    };
  }
  try {
    await work();
  } finally {
    for (const [name, original] of originals) prototype[name] = original;
  }
  return counts;
}

/** The first GL error of any context, or null. */
export function glError(): number | null {
  const errors = contexts.map((gl) => gl.getError()).filter((error) => error !== 0);
  return errors[0] ?? null;
}
