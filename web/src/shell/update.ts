// Owns: the service worker's registration and the moment a new version takes over.
import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function found(worker: ServiceWorker | null) {
  // Without a controller it is the first visit: there is nothing to replace.
  if (!worker || !navigator.serviceWorker.controller) return
  waiting = worker
  for (const f of listeners) f()
}

export async function registerWorker() {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const registration = await navigator.serviceWorker.register('/sw.js')
  found(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => worker.state === 'installed' && found(worker))
  })
}

/** Takes the new version and loads the page again; asked for by a person. */
export function takeUpdate() {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  waiting?.postMessage('take over')
}

function subscribe(f: () => void) {
  listeners.add(f)
  return () => {
    listeners.delete(f)
  }
}

export const useUpdateReady = () => useSyncExternalStore(subscribe, () => waiting !== null)
