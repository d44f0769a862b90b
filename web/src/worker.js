// The service worker. Owns: the shell on a device without network. Does not own: data; nothing under /api/ is ever kept here.
const version = '__VERSION__'
const shell = __SHELL__
const cacheName = 'shell-' + version

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(shell)))
})

self.addEventListener('activate', (event) => {
  const old = (names) => names.filter((n) => n.startsWith('shell-') && n !== cacheName)
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((n) => caches.delete(n)))).then(() => self.clients.claim()),
  )
})

// The page asks for the change, after the person has agreed to it: a reload in the middle of an order would lose work.
self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== location.origin || url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') {
    event.respondWith(fetch(request).catch(() => caches.match('/', { cacheName })))
    return
  }
  if (url.pathname.startsWith('/assets/') || shell.includes(url.pathname)) event.respondWith(keep(request))
})

/** Hashed files never change, so the copy is as good as the original. */
async function keep(request) {
  const cache = await caches.open(cacheName)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}
