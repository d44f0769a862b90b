import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { ClipboardPaste } from 'lucide-react'
import { useState } from 'react'
import { api, ok } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatUnitPrice } from '../../../lib/money'
import { useDeed } from '../../../lib/useDeed'
import { useSearchText } from '../../../lib/useSearchText'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, LoadMore, type Column } from '../../../ui/DataTable'
import { Field, Input, TextArea } from '../../../ui/Field'
import { Dialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { Select } from '../../../ui/Select'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { currencies } from '../../trading/customers/terms'
import { PriceNav } from '../PriceNav'
import { askAgain, costPages, useUsualCurrency, type ItemCost } from '../queries'
import { readCosts, type CostLine } from './pasted'

/** The hub's own bound of one request. */
const atOnce = 1000

type Left = { line: CostLine; why: string }

/** Costs as they stand in a spreadsheet: pasted, counted, taken in; what was not taken stays to be mended. */
function Paste({ company, currency: usual, onClose }: { company: string; currency: string; onClose: () => void }) {
  const t = useTranslations()
  const deed = useDeed()
  const [text, setText] = useState('')
  const [currency, setCurrency] = useState(usual)
  const [left, setLeft] = useState<Left[]>([])
  const { lines, odd } = readCosts(text)
  const words = (code: string, message: string) => (t.has(`fault.field.${code}` as never) ? t(`fault.field.${code}` as never) : message)
  const take = () =>
    deed.run(async () => {
      const rest: Left[] = []
      let accepted = 0
      for (let i = 0; i < lines.length; i += atOnce) {
        const some = lines.slice(i, i + atOnce)
        const outcome = await ok(
          api.PUT('/api/companies/{company}/pricing/costs', { params: { path: { company } }, body: { lines: some.map((l) => ({ sku: l.sku, amount: l.cost, currency: l.currency ?? currency })) } }),
        )
        accepted += outcome.accepted
        for (const o of outcome.lines) {
          const line = some[o.line]
          if (line && o.outcome === 'flagged') rest.push({ line, why: (o.problems ?? []).map((p) => words(p.code, p.message)).join(' ') })
        }
      }
      await askAgain(company)
      toast(t('costs.taken', { count: accepted }))
      if (rest.length === 0 && odd.length === 0) return onClose()
      setLeft(rest)
      setText([...rest.map(({ line }) => [line.sku, line.cost, line.currency].filter(Boolean).join('\t')), ...odd.map((o) => o.text.replaceAll(' · ', '\t'))].join('\n'))
    })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('costs.paste')}
      description={t('costs.pasteText')}
      actions={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={deed.busy} disabled={lines.length === 0} onClick={() => void take()}>
            {t('costs.take', { count: lines.length })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t('costs.lines')} hint={t('costs.linesHint')}>
          <TextArea
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            rows={10}
            className="num whitespace-pre"
            value={text}
            onChange={(e) => {
              setText(e.target.value)
              setLeft([])
            }}
          />
        </Field>
        <Field label={t('costs.currency')} hint={t('costs.currencyHint')}>
          <Select value={currency} onChange={setCurrency} options={[...new Set([...currencies, currency])].map((c) => ({ value: c, label: c }))} />
        </Field>
        {text.trim() && (
          <p role="status" aria-live="polite">
            {t('costs.read', { lines: lines.length, odd: odd.length })}
          </p>
        )}
        {odd.length > 0 && (
          <ul className="grid max-h-48 gap-1 overflow-y-auto text-small">
            {odd.slice(0, 100).map((o) => (
              <li key={o.line} className="wrap-anywhere">
                <span className="num text-ink2">{t('costs.lineOf', { line: o.line })}</span> {o.text} · <span className="text-bad">{t(`costs.odd.${o.why}`)}</span>
              </li>
            ))}
          </ul>
        )}
        {left.length > 0 && (
          <ul role="alert" className="grid max-h-48 gap-1 overflow-y-auto text-small">
            {left.slice(0, 100).map(({ line, why }) => (
              <li key={line.sku} className="wrap-anywhere">
                <span className="num text-ink2">{line.sku}</span> · <span className="text-bad">{why}</span>
              </li>
            ))}
          </ul>
        )}
        <Refusal problem={deed.problem} />
      </div>
    </Dialog>
  )
}

/** What each item costs the supplier; no buyer ever sees any of it. */
export function Page() {
  const t = useTranslations('costs')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const usual = useUsualCurrency(seat)
  const search = useSearchText('', 250)
  const [pasting, setPasting] = useState(false)
  const list = useInfiniteQuery({ ...costPages(company, search.asked), placeholderData: keepPreviousData })
  const rows = list.data?.pages.flatMap((p) => p.items) ?? []
  const write = mayOf(seat, 'pricing.cost.write')
  const may = write.shown && !write.disabled
  const columns: Column<ItemCost>[] = [
    {
      key: 'item', title: t('item'), main: true,
      cell: (c) => (
        <span className="grid">
          <span className="wrap-anywhere">{c.name}</span>
          <span className="num text-small text-ink2">{c.sku}</span>
        </span>
      ),
    },
    { key: 'cost', title: t('cost'), num: true, cell: (c) => formatUnitPrice(lang, { amount: c.amount, currency: c.currency }) },
    { key: 'updated', title: t('updated'), num: true, cell: (c) => dayOf(c.updated_at, deviceZone) },
  ]
  const paste = may && (
    <Button kind="primary" icon={<ClipboardPaste aria-hidden />} onClick={() => setPasting(true)}>
      {t('paste')}
    </Button>
  )
  return (
    <>
      <PageHeader title={t('title')} note={t('note')} actions={paste}>
        <PriceNav seat={seat} at="costs" />
      </PageHeader>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <div role="search" className="max-tablet:px-4 print:hidden">
          <Input type="search" aria-label={t('search')} placeholder={t('search')} autoComplete="off" {...search.input} onChange={(e) => search.setTyped(e.target.value)} className="tablet:w-64!" />
        </div>
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.isPending && <Skeleton lines={8} />}
        {list.data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={rows} rowKey={(c) => c.item} empty={<EmptyState text={search.asked ? t('nothing') : t('none')} action={search.asked ? <Button onClick={() => search.setTyped('')}>{t('clear')}</Button> : paste} />} />
          </div>
        )}
        {list.data && rows.length > 0 && <LoadMore shown={rows.length} more={list.hasNextPage} busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
      </div>
      {pasting && <Paste company={company} currency={rows[0]?.currency ?? usual} onClose={() => setPasting(false)} />}
    </>
  )
}
