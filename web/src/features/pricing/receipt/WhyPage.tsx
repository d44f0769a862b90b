import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslations } from '../../../lib/i18n'
import { parseDecimal } from '../../../lib/money'
import { toProblem } from '../../../lib/problem'
import { useCompanySeat } from '../../../shell/session'
import { Field, Input } from '../../../ui/Field'
import { PageHeader, Section } from '../../../ui/Page'
import { EmptyState, ErrorState, Skeleton } from '../../../ui/States'
import { ItemPick } from '../../promotion/Pick'
import type { NamedItem } from '../../promotion/queries'
import { CustomerPick, type Picked } from '../../trading/customers/pickers'
import { PriceNav } from '../PriceNav'
import { Deeds, headOf, Whole } from './Parts'
import { receiptQuery, type Of } from './queries'

/** The receipt of an item for a customer, as it stands now. */
function Answer({ of, stale }: { of: Of; stale: boolean }) {
  const t = useTranslations('receipt')
  const { data, error, isPending, isPlaceholderData, refetch } = useQuery({ ...receiptQuery(of), placeholderData: keepPreviousData })
  if (isPending) return <Skeleton lines={8} />
  if (error) return toProblem(error).status === 404 ? <EmptyState text={t('page.noPrice')} /> : <ErrorState error={error} onRetry={() => void refetch()} />
  return (
    <div aria-busy={stale || isPlaceholderData} className="grid gap-3">
      <p className="text-ink2 wrap-anywhere">{headOf(data)}</p>
      <div className="flex flex-wrap gap-2 print:hidden">
        <Deeds signed={data} />
      </div>
      <div className="max-w-2xl">
        <Whole signed={data} />
      </div>
    </div>
  )
}

/** Which price a customer gets for so many of an item, and why: with cost and margin, which no buyer ever sees. */
export function Page() {
  const t = useTranslations('receipt.page')
  const seat = useCompanySeat()
  const company = seat.company.id
  const [item, setItem] = useState<NamedItem | null>(null)
  const [customer, setCustomer] = useState<Picked | null>(null)
  const [typed, setTyped] = useState('')
  const quantity = useDeferredValue(parseDecimal(typed) ?? '')
  const wrong = typed.trim() !== '' && !(Number(parseDecimal(typed)) > 0)
  return (
    <>
      <PageHeader title={t('title')} note={t('note')}>
        <PriceNav seat={seat} at="why" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[22rem_minmax(0,1fr)] print:block">
        <Section title={t('ask')} className="max-tablet:rounded-none max-tablet:border-x-0 print:hidden">
          <div className="grid gap-3">
            <Field label={t('item')}>
              <ItemPick company={company} value={item} onChange={setItem} label={t('item')} />
            </Field>
            {seat.permissions.includes('trading.customer.read') && (
              <Field label={t('customer')} hint={t('customerHint')} required={false}>
                <CustomerPick company={company} value={customer} onChange={setCustomer} label={t('customer')} />
              </Field>
            )}
            <Field label={t('quantity')} hint={t('quantityHint')} required={false} error={wrong ? t('noQuantity') : undefined}>
              <Input inputMode="decimal" className="num" value={typed} onChange={(e) => setTyped(e.target.value)} />
            </Field>
          </div>
        </Section>
        <Section title={t('answer')} className="max-tablet:rounded-none max-tablet:border-x-0">
          {item ? <Answer of={{ view: 'supplier', company, item: item.id, customer: customer?.id, quantity: wrong ? undefined : quantity || undefined }} stale={wrong} /> : <EmptyState text={t('empty')} />}
        </Section>
      </div>
    </>
  )
}
