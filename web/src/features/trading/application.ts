// An application in the making: to whom, with what words. Owns: keeping it on this device until it is through. Does not own: sending it.
import { useSyncExternalStore } from 'react'

export type Chosen = { id: string; name: string }
export type Draft = {
  chosen: readonly Chosen[]
  /** Read by all of them. */
  note: string
  /** Read by one only, by its id. */
  notes: Readonly<Record<string, string>>
}

const empty: Draft = { chosen: [], note: '', notes: {} }
const drafts = new Map<string, Draft>()
const listeners = new Set<() => void>()
const keyOf = (company: string) => `hub.application.${company}`

function kept(company: string): Draft {
  try {
    const found = JSON.parse(localStorage.getItem(keyOf(company)) ?? 'null') as Partial<Draft> | null
    return found && Array.isArray(found.chosen) ? { ...empty, ...found } : empty
  } catch {
    return empty
  }
}

/** The application that this company is writing; empty when it writes none. */
export function applicationOf(company: string): Draft {
  let draft = drafts.get(company)
  if (!draft) drafts.set(company, (draft = kept(company)))
  return draft
}

/** Keeps a change at once, so that neither a reload nor a lost network takes it away. */
export function changeApplication(company: string, change: Partial<Draft>) {
  const draft = { ...applicationOf(company), ...change }
  drafts.set(company, draft)
  try {
    if (draft.chosen.length === 0 && !draft.note) localStorage.removeItem(keyOf(company))
    else localStorage.setItem(keyOf(company), JSON.stringify(draft))
  } catch {
    // Without storage it lasts as long as the page.
  }
  for (const f of listeners) f()
}

/** Chooses or leaves suppliers; what was written to one that is left goes too. */
export function choose(company: string, suppliers: readonly Chosen[], on: boolean) {
  const { chosen, notes } = applicationOf(company)
  const touched = new Set(suppliers.map((s) => s.id))
  const rest = chosen.filter((s) => !touched.has(s.id))
  const kept = on ? notes : Object.fromEntries(Object.entries(notes).filter(([id]) => !touched.has(id)))
  changeApplication(company, { chosen: on ? [...rest, ...suppliers.map(({ id, name }) => ({ id, name }))] : rest, notes: kept })
}

function subscribe(f: () => void) {
  listeners.add(f)
  return () => {
    listeners.delete(f)
  }
}

export const useApplication = (company: string) => useSyncExternalStore(subscribe, () => applicationOf(company))
