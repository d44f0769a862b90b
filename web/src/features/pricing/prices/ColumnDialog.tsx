import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import type { Seat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { Field, Input } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { Select } from '../../../ui/Select'
import { toast } from '../../../ui/Toast'
import { Refused } from '../../identity/FormFoot'
import { useForm } from '../../identity/useForm'
import { write } from '../exact'
import { readOperation } from '../operation'
import { splatOf } from '../PriceNav'
import { askAgain, type GridFilter, type PriceList } from '../queries'
import { baseColumn } from './sheet'

/** One act on the prices of all items that fit, however many; the hub counts, and shows what it comes to before it holds. */
export function ColumnDialog({ seat, lists, filter, onClose }: { seat: Seat; lists: readonly PriceList[]; filter: GridFilter; onClose: () => void }) {
  const t = useTranslations('prices')
  const all = useTranslations()
  const company = seat.company.id
  const navigate = useNavigate()
  const [target, setTarget] = useState<string>(lists[0]?.id ?? baseColumn)
  const [typed, setTyped] = useState('')
  const operation = readOperation(typed)
  const name = lists.find((l) => l.id === target)?.name ?? t('base')
  const narrowed = [filter.words, filter.brand, filter.category].filter(Boolean).join(' · ')
  const form = useForm({ '/operation/by': operation ? null : typed.trim() ? 'wrong_form' : 'required' }, async () => {
    if (!operation) return
    const { change, outcome } = await ok(
      api.POST('/api/companies/{company}/pricing/changes', {
        params: { path: { company } },
        body: {
          name: [name, operation.typed, narrowed].filter(Boolean).join(' · ').slice(0, 200),
          source: 'operation',
          operation: { target: target === baseColumn ? {} : { list: target }, how: operation.how, by: write(operation.by, 12), from: 'from' in operation ? operation.from : undefined, words: filter.words, category: filter.category, brand: filter.brand },
        },
      }),
    )
    await askAgain(company)
    if (outcome.flagged > 0) toast(t('columnFlagged', { count: outcome.flagged }))
    await navigate({ to: '/c/$company/prices/$', params: { company, _splat: splatOf('changes', change.id) }, search: {} })
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('columnTitle')}
      description={narrowed ? t('columnNarrowed', { what: narrowed }) : t('columnAll')}
      actions={
        <>
          <Button onClick={onClose}>{all('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="column" busy={form.busy}>
            {t('columnDo')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="column" className="grid gap-4">
        <Field label={t('columnIn')}>
          <Select value={target} onChange={setTarget} options={[{ value: baseColumn, label: t('base') }, ...lists.map((l) => ({ value: l.id as string, label: l.name }))]} />
        </Field>
        <Field label={t('columnHow')} hint={t('columnHint')} error={form.error('/operation/by')}>
          <Input
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            autoComplete="off"
            placeholder="+3%"
            className="num"
            value={typed}
            onChange={(e) => {
              setTyped(e.target.value)
              form.edited('/operation/by')
            }}
          />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
