import { useSyncExternalStore } from 'react'

/** What a person chose for this device. Owns: saving it and putting it on <html>. public/boot.js does the same once, before the first paint. */
export type Lang = 'zh-CN' | 'en'
export type Theme = 'light' | 'dark'
export type Density = 'comfortable' | 'compact' | 'touch'
export type Prefs = { lang: Lang; theme: Theme; density: Density; bigger: boolean }

const key = 'hub.prefs'
const listeners = new Set<() => void>()

function fromPage(): Prefs {
  const { lang, dataset } = document.documentElement
  return {
    lang: lang === 'en' ? 'en' : 'zh-CN',
    theme: dataset.theme === 'dark' ? 'dark' : 'light',
    density: (dataset.density as Density | undefined) ?? 'comfortable',
    bigger: dataset.bigger !== undefined,
  }
}

let current = fromPage()

export const prefs = () => current

/** Saves only what was chosen, so that the rest keeps following the system. */
export function setPrefs(change: Partial<Prefs>) {
  current = { ...current, ...change }
  show(current)
  try {
    localStorage.setItem(key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key) ?? '{}'), ...change }))
  } catch {
    // Storage is full or forbidden: the choice holds until the page is closed.
  }
  for (const f of listeners) f()
}

/** Staff work in dense lists unless they, or a finger, ask for something else. */
export function suggestDensity(density: Density) {
  let saved = false
  try {
    saved = 'density' in JSON.parse(localStorage.getItem(key) ?? '{}')
  } catch {
    saved = false
  }
  if (saved || current.density === 'touch' || current.density === density) return
  current = { ...current, density }
  show(current)
  for (const f of listeners) f()
}

function show({ lang, theme, density, bigger }: Prefs) {
  const html = document.documentElement
  html.lang = lang
  html.dataset.theme = theme
  html.dataset.density = density
  if (bigger) html.dataset.bigger = ''
  else delete html.dataset.bigger
}

function subscribe(f: () => void) {
  listeners.add(f)
  return () => {
    listeners.delete(f)
  }
}

export const usePrefs = () => useSyncExternalStore(subscribe, prefs)
