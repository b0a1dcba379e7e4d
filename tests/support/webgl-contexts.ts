/** Every WebGL 2 context that this page has made, so that a test can take them away. */
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

/** As if the driver had been reset: no context made so far is of use any more. */
export function loseContexts(): void {
  for (const gl of contexts.splice(0)) {
    if (!gl.isContextLost()) gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
