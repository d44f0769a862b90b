import { useQuery } from '@tanstack/react-query'
import { Plus, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { api } from '../../../lib/api'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Field } from '../../../ui/Field'
import { ConfirmDialog } from '../../../ui/lazy'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { CustomerPick, type Picked } from '../../trading/customers/pickers'
import { regionName } from '../../trading/regions'
import { PriceNav } from '../PriceNav'
import { askAgain, conditionsQuery, resolvedQuery, useUsualCurrency, type ConditionLevel } from '../queries'
import { useConditionWords } from './useWords'

const LevelDialog = lazy(() => import('./LevelDialog').then((m) => ({ default: m.LevelDialog })))

function Words({ sentences, none }: { sentences: readonly string[]; none: string }) {
  if (sentences.length === 0) return <span className="text-ink2">{none}</span>
  return (
    <ul className="grid gap-0.5">
      {sentences.map((s) => (
        <li key={s} className="wrap-anywhere">
          {s}
        </li>
      ))}
    </ul>
  )
}

/** All levels and the agreed terms put over each other, as they hold for one customer. */
function ForOne({ company }: { company: string }) {
  const t = useTranslations('conditions')
  const words = useConditionWords()
  const [customer, setCustomer] = useState<Picked | null>(null)
  const { data, error, refetch } = useQuery({ ...resolvedQuery(company, customer?.id ?? ''), enabled: customer !== null })
  return (
    <Section title={t('forOne')} note={t('forOneNote')} className="print:hidden">
      <div className="grid gap-3">
        <Field label={t('level.customer')}>
          <CustomerPick company={company} value={customer} onChange={setCustomer} className="tablet:w-80" />
        </Field>
        {customer && error && <ErrorState error={error} onRetry={() => void refetch()} />}
        {customer && !error && !data && <Skeleton lines={3} />}
        {customer && data && (
          <div aria-live="polite" className="rounded-control bg-sunk px-3 py-2">
            <Words sentences={[...words(data.conditions), t(`protection.${data.protection}`, { days: data.notice_days })]} none={t('nothing')} />
          </div>
        )}
      </div>
    </Section>
  )
}

/** What the supplier asks for beside prices: for everybody, and where a region, a group or a customer has it otherwise. */
export function Page() {
  const t = useTranslations('conditions')
  const p = useTranslations('pricing')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery(conditionsQuery(company))
  const [open, setOpen] = useState<ConditionLevel | 'default' | 'new' | null>(null)
  const [remove, setRemove] = useState<ConditionLevel | null>(null)
  const words = useConditionWords()
  const write = mayOf(seat, 'pricing.condition.write')
  const may = write.shown && !write.disabled
  const rows = data?.items ?? []
  const first = rows.find((l) => l.level === 'default')
  const nameOf = (l: ConditionLevel) => l.group_name ?? l.customer_name ?? (l.region ? regionName(lang, l.region) : t('level.default'))
  const priced = useUsualCurrency(seat)
  const usual = rows.map((l) => l.conditions.minimum_order?.currency ?? l.conditions.freight?.currency).find(Boolean) ?? priced
  const columns: Column<ConditionLevel>[] = [
    {
      key: 'for', title: t('for'), main: true,
      cell: (l) => (
        <span className="grid">
          <span className="font-strong wrap-anywhere">{nameOf(l)}</span>
          {l.level !== 'default' && <span className="text-small text-ink2">{t(`level.${l.level}`)}</span>}
        </span>
      ),
    },
    { key: 'says', title: t('says'), bare: true, cell: (l) => <Words sentences={words(l.conditions)} none={t('inherits')} /> },
  ]
  if (may) {
    columns.push({
      key: 'acts', title: p('acts'), bare: true, num: true, screenOnly: true,
      cell: (l) => (
        <span className="flex justify-end gap-1 max-tablet:-ml-3 max-tablet:justify-start">
          <Button kind="quiet" aria-label={t('editOf', { name: nameOf(l) })} onClick={() => setOpen(l)}>
            {t('edit')}
          </Button>
          <Button kind="quiet" className="text-bad!" aria-label={t('removeOf', { name: nameOf(l) })} onClick={() => setRemove(l)}>
            {t('remove')}
          </Button>
        </span>
      ),
    })
  }
  return (
    <>
      <PageHeader
        title={t('title')}
        actions={
          <>
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()}>
              {p('print')}
            </Button>
            {write.shown && (
              <Button kind="primary" icon={<Plus aria-hidden />} disabled={write.disabled} onClick={() => setOpen(data && !first ? 'default' : 'new')}>
                {data && !first ? t('setDefault') : t('new')}
              </Button>
            )}
          </>
        }
      >
        <PriceNav seat={seat} at="conditions" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
        <p className="text-ink2">{t('note')}</p>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={6} />}
        {data && (
          <div className="border-line bg-surface max-tablet:-mx-4 max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(l) => l.id} empty={<EmptyState text={t('none')} action={may && <Button onClick={() => setOpen('default')}>{t('setDefault')}</Button>} />} />
          </div>
        )}
        {data && rows.length > 0 && <ForOne company={company} />}
      </div>
      <Suspense>{open && <LevelDialog company={company} level={open} usual={usual} onClose={() => setOpen(null)} />}</Suspense>
      <ConfirmDialog
        open={remove !== null}
        onClose={() => setRemove(null)}
        title={t('removeTitle', { name: remove ? nameOf(remove) : '' })}
        description={t(remove?.level === 'default' ? 'removeDefault' : 'removeText')}
        action={t('remove')}
        onConfirm={async () => {
          if (!remove) return
          await api.DELETE('/api/companies/{company}/pricing/conditions/{condition}', { params: { path: { company, condition: remove.id } } })
          await askAgain(company)
          toast(t('removed', { name: nameOf(remove) }))
        }}
      />
    </>
  )
}
