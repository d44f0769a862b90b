import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ClipboardPaste, Printer } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone, formatInstant, type Day } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { formatNumber } from '../../../lib/money'
import { queryClient } from '../../../lib/query'
import { useDeed } from '../../../lib/useDeed'
import { useNow } from '../../../lib/useNow'
import { mayOf, useCompanySeat } from '../../../shell/session'
import { Button } from '../../../ui/Button'
import { DataTable, type Column } from '../../../ui/DataTable'
import { Field, Input, TextArea } from '../../../ui/Field'
import { DatePicker, Dialog } from '../../../ui/lazy'
import { PageHeader } from '../../../ui/Page'
import { EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { ratesQuery, type Rate } from '../queries'
import { readRates } from './pasted'

/** The rates of one day, as they are copied from a bank's page. */
function Post({ company, today, onClose }: { company: string; today: Day; onClose: () => void }) {
  const t = useTranslations('rates')
  const all = useTranslations()
  const deed = useDeed()
  const [day, setDay] = useState<Day | null>(today)
  const [source, setSource] = useState('')
  const [text, setText] = useState('')
  const { rates, odd } = readRates(text)
  const post = () =>
    deed.run(async () => {
      if (!day) return
      await api.PUT('/api/companies/{company}/rates', { params: { path: { company } }, body: { day, source: source.trim(), rates: rates.map(({ currency, perEUR }) => ({ currency, per_eur: perEUR })) } })
      await queryClient.invalidateQueries({ queryKey: ['rates'] })
      toast(t('posted', { count: rates.length, day }))
      onClose()
    })
  return (
    <Dialog
      open
      place="side"
      onClose={onClose}
      title={t('post')}
      description={t('postText')}
      actions={
        <>
          <Button onClick={onClose}>{all('ui.cancel')}</Button>
          <Button kind="primary" busy={deed.busy} disabled={rates.length === 0 || day === null || odd.length > 0} onClick={() => void post()}>
            {t('postDo', { count: rates.length })}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Field label={t('day')}>
          <DatePicker value={day} onChange={setDay} today={today} max={today} />
        </Field>
        <Field label={t('source')}>
          <Input maxLength={200} value={source} onChange={(e) => setSource(e.target.value)} />
        </Field>
        <Field label={t('lines')} hint={t('linesHint')}>
          <TextArea
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            rows={8}
            className="num whitespace-pre"
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        </Field>
        {odd.length > 0 && (
          <ul role="status" className="grid gap-1 text-small text-bad">
            {odd.map((o) => (
              <li key={o.line}>{t('odd', o)}</li>
            ))}
          </ul>
        )}
        <Refusal problem={deed.problem} />
      </div>
    </Dialog>
  )
}

/** What one euro was, by day: every figure that is converted names the rate and the day it comes from. */
export function Page() {
  const t = useTranslations('rates')
  const lang = useLocale()
  const seat = useCompanySeat()
  const company = seat.company.id
  const navigate = useNavigate()
  const { day } = useSearch({ strict: false }) as { day?: string }
  const today = dayOf(useNow(), deviceZone)
  const { data, error, refetch } = useQuery(ratesQuery(day))
  const [posting, setPosting] = useState(false)
  const write = mayOf(seat, 'pricing.rate.write')
  const columns: Column<Rate>[] = [
    { key: 'currency', title: t('currency'), main: true, cell: (r) => <span className="font-strong">{t('named', { code: r.currency, name: new Intl.DisplayNames(lang, { type: 'currency' }).of(r.currency) ?? r.currency })}</span> },
    { key: 'rate', title: t('perEuro'), num: true, cell: (r) => formatNumber(lang, r.per_eur, 8) },
    { key: 'day', title: t('day'), num: true, cell: (r) => r.day },
    { key: 'source', title: t('source'), cell: (r) => r.source || '–' },
    { key: 'posted', title: t('postedAt'), num: true, deskOnly: true, cell: (r) => formatInstant(r.posted_at, deviceZone) },
  ]
  const post = write.shown && !write.disabled && (
    <Button kind="primary" icon={<ClipboardPaste aria-hidden />} onClick={() => setPosting(true)}>
      {t('post')}
    </Button>
  )
  return (
    <>
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={
          <>
            <Button kind="quiet" icon={<Printer aria-hidden />} onClick={() => print()}>
              {t('print')}
            </Button>
            {post}
          </>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 p-4 max-tablet:px-0">
        <Field label={t('asOf')} className="max-tablet:px-4 print:hidden">
          <DatePicker value={day ?? today} onChange={(d) => void navigate({ to: '/c/$company/rates', params: { company }, search: { day: !d || d === today ? undefined : d }, replace: true })} today={today} max={today} className="tablet:w-44" />
        </Field>
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !data && <Skeleton lines={6} />}
        {data && (
          <div className="border-line bg-surface max-tablet:border-y tablet:rounded-card tablet:border">
            <DataTable label={t('title')} columns={columns} rows={data.items} rowKey={(r) => r.currency} empty={<EmptyState text={t('none')} action={post} />} />
          </div>
        )}
      </div>
      {posting && <Post company={company} today={today} onClose={() => setPosting(false)} />}
    </>
  )
}
