// Runs beside the page, so that it opens and works without a network. `config/offline.ts` fills in the first two lines.
const VERSION = '';
/** @type {string[]} */
const FILES = [];

const PREFIX = 'fitscope ';

const EMBEDDER_POLICY = 'Cross-Origin-Embedder-Policy';
/** What is isolated: the page and its workers. */
const ISOLATED = ['document', 'worker'];

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** All files of this version, at once: a page never runs on parts of two versions. */
worker.addEventListener('install', (event) => {
  const fetched = FILES.map((file) => new Request(file, { cache: 'reload' }));
  event.waitUntil(caches.open(PREFIX + VERSION).then((cache) => cache.addAll(fetched)));
});

/** The version before stays: pages that were opened with it may still ask for its parts. */
worker.addEventListener('activate', (event) => {
  event.waitUntil(
    caches.keys().then(async (names) => {
      const old = names.filter((name) => name.startsWith(PREFIX)).slice(0, -2);
      await Promise.all(old.map((name) => caches.delete(name)));
      await worker.clients.claim();
    }),
  );
});

/** A new version waits until the reader wants it. */
worker.addEventListener('message', ({ data }) => {
  if (data === 'activate') worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(worker.registration.scope)) return;
  event.respondWith(answer(request));
});

/** @param {Request} request */
async function answer(request) {
  const own = await caches.open(PREFIX + VERSION);
  const wanted = request.mode === 'navigate' ? './' : request;
  const found =
    (await own.match(wanted)) ?? (await caches.match(request)) ?? (await fetch(request));
  return ISOLATED.includes(request.destination) ? isolated(found) : found;
}

/**
 * With the headers that let threads share memory, where the host sends none of its own.
 *
 * @param {Response} response
 */
function isolated(response) {
  const headers = new Headers(response.headers);
  if (!response.ok || headers.has(EMBEDDER_POLICY)) return response;
  headers.set(EMBEDDER_POLICY, 'require-corp');
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  return new Response(response.body, { headers });
}
