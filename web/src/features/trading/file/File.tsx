import { useQuery } from '@tanstack/react-query'
import { Check, CircleAlert, CloudOff, FileWarning, ShieldCheck } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { api } from '../../../lib/api'
import { dayOf, deviceZone } from '../../../lib/dates'
import { useLocale, useTranslations } from '../../../lib/i18n'
import { useProblemText } from '../../../lib/problem'
import { region } from '../../../lib/money'
import { isSuspended, useCompanySeat, type Seat } from '../../../shell/session'
import { companyQuery, type CompanyFile } from '../../../shell/company'
import { buys } from '../../../shell/places'
import { Button } from '../../../ui/Button'
import { PageHeader, Section } from '../../../ui/Page'
import { Banner, EmptyState, ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { toast } from '../../../ui/Toast'
import { allSuppliers, openSuppliers, type SupplierCard } from '../api'
import { useApplication } from '../application'
import { SuppliersNav } from '../Buying'
import { fileQuery, versioned, type Versioned } from '../fileQuery'
import { FileState } from '../FileState'
import { useDeed } from '../../../lib/useDeed'
import { sectionOf, useTradingWords } from '../words'
import { Documents } from './Documents'
import { MarksOf } from './Fields'
import { pieces } from './merge'
import { BankPart, CompanyPart, ContactsPart, ExtraPart, LicencePart } from './Particulars'
import { usePathName } from './pathName'
import { Sites } from './Sites'
import { useFile, type File as Filing } from './useFile'
import { draftOf, valuesOf, type Values } from './values'

const Clash = lazy(() => import('./Clash').then((m) => ({ default: m.Clash })))

const flat = 'scroll-mt-20 max-tablet:rounded-none max-tablet:border-x-0'

/** The suppliers whose wishes count now: those one is about to apply to, and those that asked for more. */
function useAsking(company: string): SupplierCard[] {
  const { chosen } = useApplication(company)
  const open = useQuery({ ...openSuppliers(company), enabled: chosen.length > 0 })
  const asked = useQuery({ queryKey: ['trading', company, 'asked'], queryFn: ({ signal }) => allSuppliers(company, { state: 'more_asked' }, signal) })
  const ids = new Set(chosen.map((c) => c.id))
  return [...(open.data ?? []).filter((c) => ids.has(c.supplier.id)), ...(asked.data ?? []).filter((c) => !ids.has(c.supplier.id))]
}

/** Always true: saved at, being saved, kept here for lack of a network, or refused. */
function Saved({ filing, waiting }: { filing: Filing; waiting: number }) {
  const t = useTranslations('file.saved')
  const lang = useLocale()
  const { text } = useProblemText()
  const { state, dirty, savedAt, problem, save } = filing
  if (state === 'failed' && problem) {
    const away = problem.status === 0 || problem.status >= 500
    return (
      <span role="alert" className="flex flex-wrap items-center gap-2 text-bad">
        {away ? <CloudOff aria-hidden /> : <CircleAlert aria-hidden />}
        <span className="min-w-0">
          {text(problem)} {t('kept')}
        </span>
        <Button onClick={() => void save()}>{t('again')}</Button>
      </span>
    )
  }
  const time = savedAt && new Intl.DateTimeFormat(region(lang), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(savedAt)
  return (
    <span role="status" className="num text-ink2">
      {state === 'saving' || dirty ? t('saving') : time ? t('at', { time }) : t('auto')}
      {waiting > 0 && <span className="text-warn"> {t('waiting', { count: waiting })}</span>}
    </span>
  )
}

const sectionOfPath = (path: string) => {
  const first = path.replace(/^\//, '').split('/')[0] ?? ''
  if (first === 'documents' || first === 'sites' || first === 'contacts' || first === 'bank' || first === 'extra') return first
  return first === 'tax_number' || first === 'registration_number' || first === 'founded' ? 'licence' : 'company'
}

function ToDo({ to, children }: { to: string; children: ReactNode }) {
  return (
    <li>
      <a href={`#${to}`} className="flex min-h-8 items-start gap-2 rounded-small py-1 text-ink underline decoration-line underline-offset-4 hover:decoration-current">
        <CircleAlert aria-hidden className="mt-0.5 text-warn" />
        <span className="min-w-0">{children}</span>
      </a>
    </li>
  )
}

/** What is still to do: for the hub, and for the suppliers at hand. */
function Complete({ company, filing, asking, writable }: { company: string; filing: Filing; asking: readonly SupplierCard[]; writable: boolean }) {
  const t = useTranslations('file')
  const words = useTradingWords()
  const { name } = usePathName()
  const { file } = filing
  const { busy, problem, run } = useDeed()
  const verified = file.state === 'verified' || file.changes.length > 0
  const open = file.problems.filter((p) => p.severity !== 'hint')
  const lacking = asking.filter((c) => c.missing.length > 0)
  const lacks = [...new Set(lacking.flatMap((c) => c.missing))]
  const submit = () =>
    run(async () => {
      if (!(await filing.settle())) return
      const answer = await versioned(api.POST('/api/companies/{company}/file/submission', { params: { path: { company }, header: { 'If-Match': filing.etagNow() } } }))
      filing.adopt(answer)
      toast(t('submitted'))
    })
  return (
    <Section title={t('completeness')} className={flat}>
      <div className="grid gap-4">
        <div className="grid gap-1">
          <FileState state={file.state} />
          {file.state === 'verified' && file.verified_at && <p className="text-small text-ink2">{t('verifiedAt', { day: dayOf(file.verified_at, deviceZone) })}</p>}
          {file.state === 'returned' && file.reason && <p className="text-small text-warn wrap-anywhere">{file.reason}</p>}
          {file.state === 'submitted' && <p className="text-small text-ink2">{t('waits')}</p>}
          {(file.shared_with ?? 0) > 0 && <p className="text-small text-ink2">{t(verified ? 'sharedVerified' : 'sharedWith', { count: file.shared_with ?? 0 })}</p>}
        </div>
        {lacking.length > 0 && (
          <div className="grid gap-1">
            <p className="font-strong text-warn">{t('lacks', { count: lacks.length, suppliers: lacking.length })}</p>
            {file.changes.length > 0 && <p className="text-small text-ink2">{t('lacksVerified')}</p>}
            <ul className="grid">
              {lacks.map((ask) => (
                <ToDo key={ask} to={sectionOf(ask)}>
                  {words.ask(ask)}
                  <span className="block text-small text-ink2">{words.list(lacking.filter((c) => c.missing.includes(ask)).slice(0, 3).map((c) => c.supplier.name))}</span>
                </ToDo>
              ))}
            </ul>
          </div>
        )}
        {open.length > 0 && (
          <div className="grid gap-1">
            <p className="font-strong">{t('forHub', { count: open.length })}</p>
            <ul className="grid">
              {open.map((p, i) => (
                <ToDo key={`${p.path} ${i}`} to={sectionOfPath(p.path)}>
                  {name(p.path)}: <span className="text-ink2">{/^\/contacts\/\d+$/.test(p.path) ? t('contactReach') : t(`problem.${p.code}`)}</span>
                </ToDo>
              ))}
            </ul>
          </div>
        )}
        {open.length === 0 && lacking.length === 0 && (
          <p className="flex items-center gap-2 text-best-ink">
            <Check aria-hidden />
            {t('full')}
          </p>
        )}
        {writable && (file.state === 'draft' || file.state === 'returned') && (
          <div className="grid gap-1">
            <Button kind="primary" icon={<ShieldCheck aria-hidden />} busy={busy} disabled={!file.complete || filing.state === 'clash'} onClick={() => void submit()} className="w-full">
              {t('submit')}
            </Button>
            <p className="text-small text-ink2">{file.complete ? t('submitHint') : t('submitLater')}</p>
            <Refusal problem={problem} />
          </div>
        )}
      </div>
    </Section>
  )
}

function Form({ seat, now, first }: { seat: Seat; now: Versioned; first: Partial<Values> }) {
  const t = useTranslations('file')
  const company = seat.company.id
  const writable = seat.permissions.includes('trading.file.write')
  const filing = useFile(company, now, writable ? first : undefined)
  const asking = useAsking(company)
  const words = useTradingWords()
  const { name } = usePathName()
  const { values, set, file, clash } = filing
  const { waiting } = draftOf(values)
  const held = valuesOf(file.draft)
  const asked = asking.flatMap((c) => c.asks).flatMap((a) => (a.startsWith('extra:') ? [a.slice('extra:'.length)] : []))
  const judged = (a: string, b: string) => a.replace(/\s/g, '').toUpperCase() === b.replace(/\s/g, '').toUpperCase()
  const [given] = useState(() => valuesOf(now.file.draft).country)
  const part = (id: string, title: string, note: string | undefined, children: ReactNode) => (
    <div id={id} className="scroll-mt-20">
      <Section title={title} note={note} className={flat}>
        <fieldset disabled={!writable} className="min-w-0">
          {children}
        </fieldset>
      </Section>
    </div>
  )
  return (
    <MarksOf problems={file.problems} waiting={waiting}>
      {file.state === 'returned' && <Banner kind="warn">{file.reason ? t('returned', { reason: file.reason }) : t('returnedNoReason')}</Banner>}
      {file.changes.length > 0 && file.verified_at && <Banner kind="info">{t(file.state === 'submitted' ? 'inForceSubmitted' : 'inForce', { day: dayOf(file.verified_at, deviceZone), what: words.list(file.changes.map(name)) })}</Banner>}
      {file.state === 'verified' && writable && (
        <Banner kind="info">
          <FileWarning aria-hidden className="inline" /> {t('verifiedNote')}
        </Banner>
      )}
      <div className="sticky top-14 z-(--z-sticky) border-b border-line bg-paper px-4 py-2 text-small print:hidden">{writable ? <Saved filing={filing} waiting={waiting.length} /> : <span className="text-ink2">{isSuspended(seat) ? t('suspended') : t('readOnly')}</span>}</div>
      <div className="grid max-w-6xl items-start gap-4 p-4 max-tablet:px-0 desktop:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-4">
          {part('company', t('section.company'), undefined, <CompanyPart values={values} set={set} />)}
          {part('licence', t('section.licence'), t('section.licenceNote'), <LicencePart values={values} set={set} check={file.tax_check} judged={judged(values.tax_number, held.tax_number) && values.country === held.country} />)}
          {part('sites', t('section.sites'), t('section.sitesNote'), <Sites company={company} country={values.country || given} writable={writable} />)}
          {part('contacts', t('section.contacts'), t('section.contactsNote'), <ContactsPart values={values} set={set} />)}
          {part('bank', t('section.bank'), undefined, <BankPart values={values} set={set} check={file.iban_check} judged={judged(values.bank.iban, held.bank.iban)} />)}
          {part('documents', t('section.documents'), t('section.documentsNote'), <Documents company={company} documents={file.documents} writable={writable} />)}
          {part('extra', t('section.extra'), t('section.extraNote'), <ExtraPart values={values} set={set} asked={asked} />)}
        </div>
        <div className="max-desktop:order-first desktop:sticky desktop:top-28">
          <Complete company={company} filing={filing} asking={asking} writable={writable} />
        </div>
      </div>
      <Suspense>{clash && <Clash clash={clash} theirs={pieces(valuesOf(clash.theirs.file.draft))} onResolve={filing.resolve} />}</Suspense>
    </MarksOf>
  )
}

const firstOf = (c: CompanyFile | undefined): Partial<Values> => (c ? { legal_name: c.name, country: c.country, phone: c.phone ?? '', website: c.website ?? '' } : {})

/** The one file that every supplier gets: filled in once, saved by itself, verified by the hub. */
export function Page() {
  const t = useTranslations('file')
  const seat = useCompanySeat()
  const company = seat.company.id
  const { data, error, refetch } = useQuery({ ...fileQuery(company), enabled: buys(seat) })
  const known = useQuery({ ...companyQuery(company), enabled: data?.file.version === 0 })
  // A file that nobody has touched begins with what the company said when it signed up.
  const ready = data && (data.file.version > 0 || !known.isPending)
  return (
    <>
      <PageHeader title={t('title')} note={seat.company.name}>
        {buys(seat) && <SuppliersNav seat={seat} />}
      </PageHeader>
      {!buys(seat) && <EmptyState text={t('notBuying')} />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {buys(seat) && !error && !ready && <Skeleton lines={10} />}
      {ready && <Form key={company} seat={seat} now={data} first={firstOf(known.data?.company)} />}
    </>
  )
}
