import { Link } from '@tanstack/react-router'
import { Trash2 } from 'lucide-react'
import { useTranslations } from '../../../lib/i18n'
import { Button } from '../../../ui/Button'
import { Dialog } from '../../../ui/Dialog'
import { Field } from '../../../ui/Field'
import { Select } from '../../../ui/Select'
import { Pick } from '../product/Pick'
import { useUnit } from '../offers/Cells'
import type { AnsweredLine } from './board'
import { nameOf } from './figures'
import { useRow, useWork } from './useCompare'

/** Units that make sense for a line: that of the need, that of the comparison, and those in which it is sold. */
const unitsOf = (said: AnsweredLine | undefined, now: string) => [...new Set([said?.unit, said?.per, ...(said?.cells.map((c) => c.unit) ?? []), now].filter((u) => u !== undefined && u !== ''))] as string[]

/** One line in full: what it was understood as, by what, and how to mean something else. */
export function LineDialog({ company, line: key, onRemove, onClose }: { company: string; line: string; onRemove: (key: string) => void; onClose: () => void }) {
  const t = useTranslations('basket.line')
  const unit = useUnit()
  const { draft } = useWork()
  const row = useRow(key)
  if (!row) return null
  const { line, said } = row
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={nameOf(row)}
      actions={
        <>
          <Button icon={<Trash2 aria-hidden />} onClick={() => (onRemove(key), onClose())}>
            {t('remove')}
          </Button>
          <Button kind="primary" onClick={onClose}>
            {t('close')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {said?.state === 'matched' && said.by && (
          <p className={said.guess ? 'text-warn' : 'text-ink2'}>
            {t(`by.${said.by}`, { text: line.text || nameOf(row) })}
            {said.guess && ` ${t('guess')}`}
          </p>
        )}
        {said && said.state !== 'matched' && <p className="text-warn">{t(said.state, { text: line.text })}</p>}
        {said?.problem && <p className="text-warn">{t(`problem.${said.problem}`)}</p>}
        {said?.item && (
          <Link to="/suppliers/$supplier/items/$item" params={said.item} className="justify-self-start py-1 text-accent underline underline-offset-2">
            {t('open')}
          </Link>
        )}
        {unitsOf(said, line.unit).length > 1 && (
          <Field label={t('unit')}>
            <Select value={line.unit} onChange={(u) => draft.edit(key, { unit: u })} options={[{ value: '', label: t('usual') }, ...unitsOf(said, line.unit).map((u) => ({ value: u, label: unit(u) }))]} />
          </Field>
        )}
        {said && said.questions.length > 0 && (
          <ul aria-label={t('could')} className="grid gap-1">
            {said.questions.map((c) => (
              <li key={`${c.item.supplier} ${c.item.item}`}>
                <button type="button" onClick={() => draft.edit(key, { ref: c.item, chosen: undefined })} className="min-h-control w-full rounded-control border border-line px-3 py-2 text-left wrap-anywhere hover:bg-sunk">
                  {c.name} <span className="num text-small text-ink2">{[c.brand, c.mpn ?? c.sku].filter(Boolean).join(' · ')}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <Field label={t('mean')}>
          <Pick company={company} label={t('search')} not={line.ref ? [line.ref] : []} onPick={(ref) => draft.edit(key, { ref, chosen: undefined })} />
        </Field>
      </div>
    </Dialog>
  )
}
