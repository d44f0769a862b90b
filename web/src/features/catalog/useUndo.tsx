import { useState } from 'react'
import { api, ok } from '../../lib/api'
import { useTranslations } from '../../lib/i18n'
import { toProblem, useProblemText } from '../../lib/problem'
import { queryClient } from '../../lib/query'
import { Button } from '../../ui/Button'
import { ConfirmDialog, Dialog } from '../../ui/lazy'
import { toast } from '../../ui/Toast'
import { askAgain, type Revision, type Undone } from './queries'
import { useFieldName } from './words'

/** What undoing several came to, all in all. */
const together = (all: readonly Undone[]): Undone => ({
  restored: all.reduce((n, u) => n + u.restored, 0),
  kept: all.reduce((n, u) => n + u.kept, 0),
  kept_fields: all.flatMap((u) => u.kept_fields),
  job: all.find((u) => u.job)?.job,
})

/** Takes revisions back, those of one act in their order. What stays, because somebody has changed it since, is named in the dialog that the page draws. */
export function useUndo(company: string) {
  const t = useTranslations('catalog.undo')
  const { text } = useProblemText()
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Undone | null>(null)
  const [asked, setAsked] = useState<Revision | null>(null)
  const undo = async (...revisions: string[]) => {
    setBusy(true)
    try {
      const all: Undone[] = []
      for (const revision of revisions.toReversed()) all.push(await ok(api.POST('/api/companies/{company}/revisions/{revision}/undo', { params: { path: { company, revision } } })))
      const now = together(all)
      await Promise.all([askAgain(company), now.job && queryClient.invalidateQueries({ queryKey: ['jobs', company] })])
      if (now.job) toast(t('job'))
      else {
        const undoings = all.flatMap((u) => u.revision ?? [])
        // The undoing is a deed as any other: it has its own way back.
        toast(now.kept > 0 ? t('partly', { count: now.restored, kept: now.kept }) : t('done', { count: now.restored }), undoings.length > 0 ? () => void undo(...undoings) : undefined)
        if (now.kept > 0) setOutcome(now)
      }
    } catch (error) {
      toast(text(toProblem(error)))
    } finally {
      setBusy(false)
    }
  }
  return {
    undo,
    /** As a button in a history does: what concerns many is asked first, with how many. */
    ask: (revision: Revision) => (revision.items > 1 ? setAsked(revision) : void undo(revision.id)),
    busy,
    dialog: (
      <>
        <ConfirmDialog
          open={asked !== null}
          onClose={() => setAsked(null)}
          title={t('askTitle', { count: asked?.items ?? 0 })}
          description={t('askText')}
          action={t('askDo', { count: asked?.items ?? 0 })}
          kind="primary"
          onConfirm={() => (asked ? undo(asked.id) : undefined)}
        />
        {outcome && <Kept outcome={outcome} onClose={() => setOutcome(null)} />}
      </>
    ),
  }
}

/** The fields that stay as they are. */
function Kept({ outcome, onClose }: { outcome: Undone; onClose: () => void }) {
  const t = useTranslations('catalog.undo')
  const name = useFieldName()
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keptTitle', { count: outcome.kept })}
      description={t('keptText', { count: outcome.restored })}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('close')}
        </Button>
      }
    >
      <ul className="grid gap-1">
        {outcome.kept_fields.map((k) => (
          <li key={`${k.item} ${k.field}`} className="wrap-anywhere">
            <span className="num text-ink2">{k.sku}</span> · {name(k.field)}
          </li>
        ))}
      </ul>
      {outcome.kept > outcome.kept_fields.length && <p className="mt-2 text-ink2">{t('more', { count: outcome.kept - outcome.kept_fields.length })}</p>}
    </Dialog>
  )
}
