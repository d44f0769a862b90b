import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Truck } from 'lucide-react'
import { useState } from 'react'
import { api, newKey, ok } from '../../lib/api'
import { dayOf, deviceZone } from '../../lib/dates'
import { useLocale, useTranslations } from '../../lib/i18n'
import { formatNumber, parseDecimal } from '../../lib/money'
import { useDeed } from '../../lib/useDeed'
import { Button } from '../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../ui/DataTable'
import { Field, Input } from '../../ui/Field'
import { DatePicker, Dialog } from '../../ui/lazy'
import { StatusDot } from '../../ui/Marks'
import { Segmented } from '../../ui/Segmented'
import { Select } from '../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../ui/States'
import { toast } from '../../ui/Toast'
import { useUnit } from '../comparison/offers/Cells'
import { Refused } from '../identity/FormFoot'
import { given } from '../identity/check'
import { useForm } from '../identity/useForm'
import { askAgain, incomingPages, type Incoming, type Warehouse } from './queries'

type Props = { company: string; warehouses: readonly Warehouse[]; may: boolean }

const states = ['expected', 'received', 'cancelled'] as const

/** What is on its way: announced, changed, taken in, called off. */
export function Deliveries({ company, warehouses, may }: Props) {
  const t = useTranslations('inventory')
  const lang = useLocale()
  const unit = useUnit()
  const [state, setState] = useState<Incoming['state']>('expected')
  const [open, setOpen] = useState<Incoming | 'new' | null>(null)
  const list = useInfiniteQuery(incomingPages(company, state))
  const deed = useDeed()
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const nameOf = (id: string) => warehouses.find((w) => w.id === id)?.name ?? id
  const end = (row: Incoming, as: 'received' | 'cancelled') =>
    void deed.run(async () => {
      await ok(api.POST('/api/companies/{company}/incoming/{incoming}/end', { params: { path: { company, incoming: row.id } }, body: { as } }))
      await askAgain(company)
      toast(t(`ended.${as}`, { name: row.name }))
    })
  const columns: Column<Incoming>[] = [
    { key: 'name', title: t('item'), main: true, cell: (r) => <span className="grid"><span className="wrap-anywhere">{r.name}</span><span className="num text-small font-normal text-ink2">{r.sku}</span></span> },
    { key: 'due', title: t('due'), cell: (r) => (r.late ? <StatusDot kind="warn">{t('late', { day: r.due })}</StatusDot> : <span className="num">{r.due}</span>) },
    { key: 'quantity', title: t('quantity'), num: true, cell: (r) => `${formatNumber(lang, r.quantity)} ${unit(r.unit)}` },
    { key: 'where', title: t('where'), cell: (r) => nameOf(r.warehouse) },
    { key: 'reference', title: t('reference'), deskOnly: true, cell: (r) => r.reference ?? '–' },
    ...(may && state === 'expected'
      ? [
          {
            key: 'acts', title: t('acts'), bare: true, screenOnly: true,
            cell: (r: Incoming) => (
              <span className="flex flex-wrap justify-end gap-1">
                <Button onClick={() => end(r, 'received')} busy={deed.busy}>
                  {t('receive')}
                </Button>
                <Button kind="quiet" onClick={() => setOpen(r)}>
                  {t('change')}
                </Button>
                <Button kind="quiet" onClick={() => end(r, 'cancelled')} busy={deed.busy}>
                  {t('callOff')}
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 max-tablet:px-4">
        <Segmented label={t('stateTitle')} value={state} onChange={setState} options={states.map((s) => ({ value: s, label: t(`incomingState.${s}`) }))} />
        {may && (
          <Button kind="primary" icon={<Plus aria-hidden />} onClick={() => setOpen('new')} className="tablet:ml-auto">
            {t('announce')}
          </Button>
        )}
      </div>
      <Refusal problem={deed.problem} />
      {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeleton lines={6} />}
      {list.data && (
        <div className="overflow-hidden border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
          <DataTable label={t('part.incoming')} columns={columns} rows={rows} rowKey={(r) => r.id} empty={<EmptyState icon={<Truck aria-hidden />} text={t(`noIncoming.${state}`)} />} />
          {rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
        </div>
      )}
      {open && <DeliveryDialog company={company} warehouses={warehouses} of={open === 'new' ? undefined : open} onClose={() => setOpen(null)} />}
    </>
  )
}

function DeliveryDialog({ company, warehouses, of, onClose }: { company: string; warehouses: readonly Warehouse[]; of?: Incoming; onClose: () => void }) {
  const t = useTranslations('inventory')
  const u = useTranslations('ui')
  const [key] = useState(newKey)
  const [today] = useState(() => dayOf(new Date(), deviceZone))
  const [draft, setDraft] = useState({
    sku: of?.sku ?? '', quantity: of?.quantity ?? '', due: of?.due ?? (null as string | null), reference: of?.reference ?? '',
    warehouse: of?.warehouse ?? warehouses.find((w) => w.main)?.id ?? '',
  })
  const form = useForm(
    { '/sku': of ? null : given(draft.sku), '/quantity': given(draft.quantity) ?? (parseDecimal(draft.quantity) === null ? 'wrong_form' : null), '/due': draft.due ? null : 'required', '/warehouse': null },
    async () => {
      const quantity = parseDecimal(draft.quantity) ?? draft.quantity
      const same = { quantity, due: draft.due ?? '', reference: draft.reference.trim() || undefined }
      if (of) {
        await ok(api.PUT('/api/companies/{company}/incoming/{incoming}', { params: { path: { company, incoming: of.id }, header: { 'If-Match': `"${of.version}"` } }, body: { ...same, warehouse: draft.warehouse } }))
      } else {
        await ok(api.POST('/api/companies/{company}/incoming', { params: { path: { company }, header: { 'Idempotency-Key': key } }, body: { ...same, sku: draft.sku.trim(), warehouse: draft.warehouse || undefined } }))
      }
      await askAgain(company)
      onClose()
    },
  )
  const set = (name: 'sku' | 'quantity' | 'reference') => (e: { target: { value: string } }) => {
    setDraft((d) => ({ ...d, [name]: e.target.value }))
    form.edited(`/${name}`)
  }
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={of ? t('changeIncoming') : t('announce')}
      actions={
        <>
          <Button onClick={onClose}>{u('cancel')}</Button>
          <Button kind="primary" type="submit" form="incoming" busy={form.busy}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form {...form.form} id="incoming" className="grid gap-4">
        <Field label={t('sku')} hint={of?.name} error={form.error('/sku')}>
          <Input value={draft.sku} onChange={set('sku')} readOnly={of !== undefined} maxLength={100} className="num" />
        </Field>
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('quantity')} error={form.error('/quantity')}>
            <Input value={draft.quantity} onChange={set('quantity')} inputMode="decimal" className="num text-right" />
          </Field>
          <Field label={t('due')} error={form.error('/due')}>
            <DatePicker
              value={draft.due}
              today={today}
              onChange={(due) => {
                setDraft((d) => ({ ...d, due }))
                form.edited('/due')
              }}
            />
          </Field>
        </div>
        {warehouses.length > 0 && (
          <Field label={t('where')} error={form.error('/warehouse')}>
            <Select value={draft.warehouse} onChange={(warehouse) => setDraft((d) => ({ ...d, warehouse }))} options={warehouses.map((w) => ({ value: w.id, label: w.name }))} />
          </Field>
        )}
        <Field label={t('reference')} hint={t('referenceHint')} required={false}>
          <Input value={draft.reference} onChange={set('reference')} maxLength={100} />
        </Field>
        <Refused form={form} />
      </form>
    </Dialog>
  )
}
