import { queryOptions, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { components } from '../../../api/sso.gen'
import { api, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { toProblem, type Problem } from '../../../lib/problem'
import { Queries } from '../../../lib/query'
import { Button, buttonClass } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { ErrorState, Refusal, Skeleton } from '../../../ui/States'
import { Sheet } from '../../identity/Sheet'

type Request = components['schemas']['ConnectRequest']
type Company = components['schemas']['ConnectCompany']

const requestQuery = (pending: string) =>
  queryOptions({
    queryKey: ['connect', pending],
    queryFn: ({ signal }) => ok(api.GET('/api/sso/requests/{pending}', { params: { path: { pending } }, signal })),
    // Asking again would not change what is asked, and a request that was answered is gone.
    staleTime: Infinity,
    retry: false,
  })

/** Answers the request and leaves the page for where the hub says. */
function useAnswer(pending: string) {
  const [busy, setBusy] = useState<'allow' | 'deny' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const answer = async (allow: boolean, company?: string) => {
    setBusy(allow ? 'allow' : 'deny')
    setProblem(null)
    try {
      const { go_to: to } = await ok(api.POST('/api/sso/requests/{pending}/decision', { params: { path: { pending } }, body: { allow, company } }))
      location.replace(to)
    } catch (error) {
      setProblem(toProblem(error))
      setBusy(null)
    }
  }
  return { busy, problem, answer }
}

type Answer = ReturnType<typeof useAnswer>

function Over() {
  const t = useTranslations('connect')
  return (
    <Sheet title={t('overTitle')} lead={t('over')}>
      <a href="/home" className={buttonClass('primary')}>
        {t('home')}
      </a>
    </Sheet>
  )
}

/** Nothing has to be asked, or the person signs in anew first: the page goes on by itself. */
function Passing({ text, go }: { text: string; go: () => void }) {
  const gone = useRef(false)
  useEffect(() => {
    if (gone.current) return
    gone.current = true
    go()
  }, [go])
  return (
    <Sheet title={text}>
      <Skeleton lines={3} className="p-0!" />
    </Sheet>
  )
}

function SignOut({ request, busy, problem, answer }: { request: Request } & Answer) {
  const t = useTranslations('connect')
  return (
    <Sheet title={t('out')} lead={request.client ? t('outLead', { app: request.client.name }) : t('outLeadPlain')}>
      <div className="grid gap-2">
        <Button kind="primary" className="h-11" busy={busy === 'allow'} disabled={busy === 'deny'} onClick={() => void answer(true)}>
          {t('outDo')}
        </Button>
        <Button className="h-11" busy={busy === 'deny'} disabled={busy === 'allow'} onClick={() => void answer(false)}>
          {t('stay')}
        </Button>
      </div>
      <Refusal problem={problem} />
    </Sheet>
  )
}

/** Why the door stays closed, and where to knock. */
function Closed({ request, app, supplier, busy, problem, answer }: { request: Request; app: string; supplier: string } & Answer) {
  const t = useTranslations('connect')
  return (
    <Sheet title={t('title', { app })} lead={request.companies.length > 0 ? t('closed', { app, supplier }) : t('noCompany')}>
      <ul className="grid gap-1">
        {request.companies.map((c) => (
          <li key={c.id}>
            <span className="font-strong">{c.name}</span> {t(`why.${c.relationship}`)}
          </li>
        ))}
      </ul>
      <div className="grid gap-2">
        {request.companies.length > 0 && (
          <a href={`/suppliers/${request.supplier?.id}`} className={buttonClass('primary', 'h-11')}>
            <span className="truncate">{t('see', { supplier })}</span>
          </a>
        )}
        <Button className="h-11" busy={busy === 'deny'} onClick={() => void answer(false)}>
          <span className="truncate">{t('back', { app })}</span>
        </Button>
      </div>
      <Refusal problem={problem} />
    </Sheet>
  )
}

function Which({ companies, value, onChange }: { companies: readonly Company[]; value: string; onChange: (id: string) => void }) {
  const t = useTranslations('connect')
  const hint = (c: Company) => (c.may ? c.customer_code && t('code', { code: c.customer_code }) : t(`why.${c.relationship}`))
  const [only] = companies
  if (companies.length === 1 && only) {
    return (
      <p>
        <span className="font-strong">{t('for', { company: only.name })}</span>
        {hint(only) && <span className="block text-small text-ink2">{hint(only)}</span>}
      </p>
    )
  }
  return (
    <RadioGroup
      legend={t('as')}
      name="company"
      value={value}
      onChange={onChange}
      options={companies.map((c) => ({ value: c.id, label: c.name, hint: hint(c), disabled: !c.may }))}
    />
  )
}

function Ask({ request, app, supplier, busy, problem, answer }: { request: Request; app: string; supplier: string } & Answer) {
  const t = useTranslations()
  const open = request.companies.filter((c) => c.may)
  const [company, setCompany] = useState(() => (open.find((c) => c.last) ?? open[0])?.id ?? '')
  return (
    <Sheet title={t('connect.title', { app })} lead={t('connect.lead', { app, supplier })} foot={t('connect.remembered')}>
      <Which companies={request.companies} value={company} onChange={setCompany} />
      <div>
        <h2 className="font-strong">{t('connect.learns', { supplier })}</h2>
        <ul className="list-disc pl-5">
          {request.scopes.map((s) => (
            <li key={s}>{t(`sso.scope.${s}`)}</li>
          ))}
        </ul>
      </div>
      <div className="grid gap-2">
        <Button kind="primary" className="h-11" busy={busy === 'allow'} disabled={busy === 'deny'} onClick={() => void answer(true, company)}>
          <span className="truncate">{t('connect.allow', { app })}</span>
        </Button>
        <Button className="h-11" busy={busy === 'deny'} disabled={busy === 'allow'} onClick={() => void answer(false)}>
          {t('connect.deny')}
        </Button>
      </div>
      <Refusal problem={problem} />
    </Sheet>
  )
}

function Connect({ pending }: { pending: string }) {
  const t = useTranslations('connect')
  const { data: request, error, refetch } = useQuery(requestQuery(pending))
  const answer = useAnswer(pending)
  if (error && toProblem(error).status === 404) return <Over />
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!request) return <Skeleton lines={6} />
  if (request.again) {
    return <Passing text={t('leaving')} go={() => location.replace(`/login?to=${encodeURIComponent(`/connect?request=${pending}`)}`)} />
  }
  if (request.kind === 'sign_out') return <SignOut request={request} {...answer} />
  const named = { request, app: request.client?.name ?? '', supplier: request.supplier?.name ?? '' }
  if (request.ready && !answer.problem) return <Passing text={t('going', { app: named.app })} go={() => void answer.answer(true)} />
  return request.companies.some((c) => c.may) ? <Ask {...named} {...answer} /> : <Closed {...named} {...answer} />
}

/** An app of a supplier wants to know who is there. */
export function Page() {
  const { request } = useSearch({ strict: false }) as { request?: string }
  return <Queries>{request ? <Connect pending={request} /> : <Over />}</Queries>
}
