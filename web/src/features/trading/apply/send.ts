// Sending one application to many. Owns: the order, what is done and what is left. Does not own: showing it.
import { api, newKey, ok } from '../../../lib/api'
import { toProblem, type Problem } from '../../../lib/problem'
import type { Outcome } from '../api'
import type { Draft } from '../application'

/** So few at once that progress is seen and a torn network takes little. */
export const atOnce = 10

/**
 * Sends part after part; `onPart` is told after each. It stops at the first part that does not get through: that one and the rest are left.
 * The key of each part is its name at the hub, so that a part that got through without its answer is not done twice: `keys` is kept by the
 * caller over several tries, until the answer is there.
 */
export async function send(company: string, draft: Draft, keys: Map<string, string>, onPart: (outcomes: Outcome[]) => void): Promise<Problem | null> {
  const ids = draft.chosen.map((c) => c.id)
  for (let at = 0; at < ids.length; at += atOnce) {
    const suppliers = ids.slice(at, at + atOnce)
    const notes = Object.fromEntries(suppliers.flatMap((id) => (draft.notes[id]?.trim() ? [[id, draft.notes[id].trim()]] : [])))
    const body = { suppliers, note: draft.note.trim() || undefined, notes: Object.keys(notes).length > 0 ? notes : undefined }
    const name = JSON.stringify(body)
    const key = keys.get(name) ?? newKey()
    keys.set(name, key)
    try {
      const answer = await ok(api.POST('/api/companies/{company}/applications', { params: { path: { company }, header: { 'Idempotency-Key': key } }, body }))
      keys.delete(name)
      onPart(answer.outcomes)
    } catch (error) {
      return toProblem(error)
    }
  }
  return null
}
