// Saves the company file by itself. Owns: when it is sent, what happens when somebody else was first, and that nothing typed is lost meanwhile.
// Does not own: the fields.
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { api } from '../../../lib/api'
import { toProblem, type Problem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { fileQuery, versioned, type Versioned } from '../fileQuery'
import { changed, clashes, merged, pieces, whole, type Pieces } from './merge'
import { draftOf, valuesOf, type Values } from './values'

/** So long after the last key it is saved. */
const rest = 800

/** What the hub holds, and what was typed for it here: the hub writes some things its own way, which is no change of anybody's. */
type Base = { now: Versioned; typed: Values }
type Kept = { server: Values; typed: Values; values: Values }
export type Clash = { theirs: Versioned; base: Pieces; mine: Pieces; paths: string[] }

const keyOf = (company: string) => `hub.file.${company}`

function keep(company: string, kept: Kept | null) {
  try {
    if (kept) localStorage.setItem(keyOf(company), JSON.stringify(kept))
    else localStorage.removeItem(keyOf(company))
  } catch {
    // Without storage it lasts as long as the page.
  }
}

function kept(company: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(keyOf(company)) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

const unsaved = (typed: Values, values: Values) => changed(pieces(typed), pieces(values)).length > 0

/** What I changed, put onto what the hub held when I began. */
function mineOn(server: Pieces, typed: Values, values: Values): Pieces {
  const now = pieces(values)
  return { ...server, ...Object.fromEntries(changed(pieces(typed), now).map((path) => [path, now[path]])) }
}

/** `first` is what is known of the company before anybody has typed anything here. */
export function useFile(company: string, now: Versioned, first: Partial<Values> = {}) {
  const [base, setBase] = useState<Base>(() => ({ now, typed: valuesOf(now.file.draft) }))
  const [values, setValues] = useState<Values>(now.file.version === 0 ? { ...base.typed, ...first } : base.typed)
  const [state, setState] = useState<'rest' | 'saving' | 'failed'>('rest')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [savedAt, setSavedAt] = useState<Date | null>(null)
  const [clash, setClash] = useState<Clash | null>(null)
  // What the running save must see: not what was drawn when it began.
  const latest = useRef({ base, values })
  useLayoutEffect(() => {
    latest.current = { base, values }
  })
  const saving = useRef(false)
  const dirty = unsaved(base.typed, values)

  // Somebody else saved, and nothing waits here: theirs is shown.
  if (!dirty && !clash && state === 'rest' && base.now.etag !== now.etag) {
    const typed = valuesOf(now.file.draft)
    setBase({ now, typed })
    setValues(typed)
  }

  const become = useCallback((next: Base, typed: Values) => {
    latest.current = { base: next, values: typed }
    setBase(next)
    setValues(typed)
  }, [])

  /** Takes theirs over; where both changed the same it is asked, everything else goes together. Says whether it can be saved now. */
  const reconcile = useCallback(
    (server: Values, typed: Values, mineNow: Values, theirs: Versioned): boolean => {
      const from = pieces(server)
      const mine = mineOn(from, typed, mineNow)
      const other = valuesOf(theirs.file.draft)
      const paths = clashes(from, mine, pieces(other))
      if (paths.length > 0) {
        setClash({ theirs, base: from, mine, paths })
        return false
      }
      become({ now: theirs, typed: other }, whole(merged(from, mine, pieces(other))) as Values)
      return true
    },
    [become],
  )

  const save = useCallback(async (): Promise<void> => {
    if (saving.current) return
    saving.current = true
    setState('saving')
    setProblem(null)
    try {
      // What is typed while one save runs is in the next.
      while (unsaved(latest.current.base.typed, latest.current.values)) {
        const { base: from, values: sent } = latest.current
        try {
          const answer = await versioned(
            api.PUT('/api/companies/{company}/file', { params: { path: { company }, header: { 'If-Match': from.now.etag } }, body: draftOf(sent).draft }),
          )
          latest.current = { ...latest.current, base: { now: answer, typed: sent } }
          setBase(latest.current.base)
          setSavedAt(new Date())
          queryClient.setQueryData(fileQuery(company).queryKey, answer)
          // What is missing for whom may have changed.
          for (const key of ['open', 'asked', 'suppliers', 'supplier']) void queryClient.invalidateQueries({ queryKey: ['trading', company, key] })
        } catch (error) {
          if (toProblem(error).status !== 412) throw error
          const theirs = await queryClient.fetchQuery({ ...fileQuery(company), staleTime: 0 })
          if (!reconcile(valuesOf(from.now.file.draft), from.typed, latest.current.values, theirs)) return
        }
      }
      // What the hub cannot keep yet (a contact without a name) stays on this device.
      const { base: end, values: all } = latest.current
      const held = valuesOf(end.now.file.draft)
      keep(company, draftOf(all).waiting.length > 0 ? { server: held, typed: held, values: all } : null)
      setState('rest')
    } catch (error) {
      setProblem(toProblem(error))
      setState('failed')
    } finally {
      saving.current = false
    }
  }, [company, reconcile])

  // What was typed here before and did not get through is taken up again.
  useEffect(() => {
    const before = kept(company)
    if (before && unsaved(before.typed, before.values) && !unsaved(latest.current.base.typed, latest.current.values)) {
      reconcile(before.server, before.typed, before.values, latest.current.base.now)
    }
  }, [company, reconcile])

  useEffect(() => {
    if (!dirty || clash) return
    keep(company, { server: valuesOf(latest.current.base.now.file.draft), typed: latest.current.base.typed, values })
    const timer = setTimeout(() => void save(), rest)
    return () => clearTimeout(timer)
  }, [dirty, values, clash, company, save])

  // Leaving does not wait for the last key to rest.
  useEffect(
    () => () => {
      if (unsaved(latest.current.base.typed, latest.current.values)) void save()
    },
    [save],
  )

  return {
    values,
    set: (change: Partial<Values>) => setValues((old) => ({ ...old, ...change })),
    file: base.now.file,
    etag: base.now.etag,
    dirty,
    state: clash ? ('clash' as const) : state,
    problem,
    savedAt,
    save,
    /** Saves what waits, for an act that needs all of it at the hub. Says whether everything is there. */
    settle: async () => {
      await save()
      return !unsaved(latest.current.base.typed, latest.current.values)
    },
    clash,
    resolve: (take: Readonly<Record<string, 'mine' | 'theirs'>>) => {
      if (!clash) return
      const typed = valuesOf(clash.theirs.file.draft)
      become({ now: clash.theirs, typed }, whole(merged(clash.base, clash.mine, pieces(typed), take)) as Values)
      setClash(null)
      setState('rest')
    },
    /** The version to name in the next act. */
    etagNow: () => latest.current.base.now.etag,
    adopt: (answer: Versioned) => {
      setBase({ now: answer, typed: latest.current.values })
      queryClient.setQueryData(fileQuery(company).queryKey, answer)
    },
  }
}

export type File = ReturnType<typeof useFile>
