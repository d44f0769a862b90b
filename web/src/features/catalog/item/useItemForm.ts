import { useState } from 'react'
import { api } from '../../../lib/api'
import { Problem, toProblem } from '../../../lib/problem'
import { queryClient } from '../../../lib/query'
import { given } from '../../identity/check'
import { useForm } from '../../identity/useForm'
import { held, type Held } from '../../trading/supplierQueries'
import { levels } from '../packs'
import { askAgain, itemQuery, type Definition, type Item } from '../queries'
import { bodyOf, changed, clashes, draftOf, merged, partOfPath, texts, unitsOf, type Draft, type Part } from './draft'

/** All places of the form that the hub may say something of. */
const checksOf = (draft: Draft, definitions: readonly Definition[]) => ({
  ...Object.fromEntries(texts.map((f) => [`/${f}`, f === 'name' || f === 'sku' ? given(draft[f]) : null])),
  '/catch_weight': null,
  ...Object.fromEntries([...Object.keys(draft.attributes), ...definitions.map((d) => d.key)].map((k) => [`/attributes/${k}`, null])),
  ...Object.fromEntries(levels.flatMap((l) => ['contains', 'unit', 'gtin', 'gross_weight'].map((f) => [`/packs/${l}/${f}`, null]))),
})

/** An item while it is edited. What somebody else saved meanwhile is kept; where both changed the same part, it is asked. */
export function useItemForm(company: string, now: Held<Item>, definitionsOf: (category: string) => readonly Definition[], onSaved: (item: Item) => void) {
  const [base, setBase] = useState(now)
  const [draft, setDraft] = useState(() => draftOf(now.value))
  const [theirs, setTheirs] = useState<Held<Item> | null>(null)
  const [take, setTake] = useState<ReadonlyMap<Part, 'mine' | 'theirs'>>(new Map())
  const mine = changed(draftOf(base.value), draft)
  // Saved elsewhere while nothing is typed here: it is simply shown.
  if (now.etag !== base.etag && mine.length === 0 && !theirs) {
    setBase(now)
    setDraft(draftOf(now.value))
  }
  const clash = theirs ? clashes(draftOf(base.value), draft, draftOf(theirs.value)) : []
  const item = now.value.id

  const settle = (saved: Held<Item>) => {
    setBase(saved)
    setDraft(draftOf(saved.value))
    setTheirs(null)
    setTake(new Map())
  }
  const send = async (from: Held<Item>, whole: Draft): Promise<void> => {
    const body = bodyOf(whole, definitionsOf(whole.category), unitsOf(from.value, definitionsOf(whole.category)))
    try {
      const saved = await held<Item>(api.PUT('/api/companies/{company}/items/{item}', { params: { path: { company, item }, header: { 'If-Match': from.etag } }, body }))
      queryClient.setQueryData(itemQuery(company, item).queryKey, saved)
      settle(saved)
      await askAgain(company)
      onSaved(saved.value)
    } catch (error) {
      const problem = toProblem(error)
      if (problem.status !== 412) throw new Problem({ ...problem, detail: problem.detail, title: problem.title, request_id: problem.requestID, fields: problem.fields.map((f) => ({ ...f, path: partOfPath(f.path, body) })) })
      const latest = await queryClient.fetchQuery({ ...itemQuery(company, item), staleTime: 0 })
      const ours = draftOf(base.value)
      if (latest.etag !== from.etag && clashes(ours, draft, draftOf(latest.value)).length === 0) return send(latest, merged(draftOf(latest.value), draft, changed(ours, draft)))
      setTake(new Map())
      setTheirs(latest)
    }
  }
  const form = useForm(checksOf(draft, definitionsOf(draft.category)), () =>
    theirs ? send(theirs, merged(draftOf(theirs.value), draft, mine.filter((p) => !clash.includes(p) || take.get(p) === 'mine'))) : send(base, draft),
  )
  return {
    form,
    draft,
    /** The parts that are not saved. */
    unsaved: mine,
    set: (change: Partial<Draft>, ...paths: string[]) => {
      setDraft((d) => ({ ...d, ...change }))
      for (const path of paths) form.edited(path)
    },
    discard: () => settle(theirs ?? base),
    theirs,
    clash,
    take,
    choose: (part: Part, whose: 'mine' | 'theirs') => setTake((old) => new Map(old).set(part, whose)),
  }
}

export type ItemForm = ReturnType<typeof useItemForm>
