import { Link } from '@tanstack/react-router'
import { Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Button } from '../../ui/Button'
import type { Revision } from './queries'
import { useDoer, whenOf } from './words'

/** By what: the file that was taken in leads to its import. */
export function RevisionCause({ company, revision }: { company: string; revision: Revision }) {
  const t = useTranslations('catalog')
  const word = t(`cause.${revision.cause}`)
  if (!revision.source || (revision.cause !== 'import' && revision.cause !== 'rollback')) return word
  return (
    <Link to="/c/$company/imports/$import" params={{ company, import: revision.source }} className="text-accent underline underline-offset-2">
      {word}
    </Link>
  )
}

/** One revision: who, how, when; and the way back while there is one. */
export function RevisionLine({ company, revision, undo, busy, children }: { company: string; revision: Revision; undo: ((revision: Revision) => void) | null; busy: boolean; children?: ReactNode }) {
  const t = useTranslations('catalog')
  const doer = useDoer()
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-strong">{doer(revision)}</span>
        <span className="text-ink2">
          <RevisionCause company={company} revision={revision} />
        </span>
        <time dateTime={revision.at} className="num text-small text-ink2">
          {whenOf(revision)}
        </time>
        {revision.undone_by && <span className="text-small text-warn">{t('wasUndone')}</span>}
        {undo && revision.undoable && (
          <Button kind="quiet" icon={<Undo2 aria-hidden />} busy={busy} className="ml-auto" aria-label={t('undo.of', { who: doer(revision), when: whenOf(revision) })} onClick={() => undo(revision)}>
            {t('undo.do')}
          </Button>
        )}
      </div>
      {children}
    </div>
  )
}
