import { useEffect, useState, useSyncExternalStore } from 'react'
import type { components } from '../../../api/trading.gen'
import type { components as identity } from '../../../api/identity.gen'
import { api, newKey, ok } from '../../../lib/api'
import { useTranslations } from '../../../lib/i18n'
import { Problem, toProblem } from '../../../lib/problem'
import { buttonClass } from '../../../ui/Button'
import { RadioGroup } from '../../../ui/Choice'
import { ErrorState, Skeleton } from '../../../ui/States'
import { tokenOf } from '../../identity/address'
import { FormFoot } from '../../identity/FormFoot'
import { Secure } from '../../identity/Secure'
import { Sheet } from '../../identity/Sheet'
import { useForm } from '../../identity/useForm'
import { forgetInvite, keepInvite, keptInvite } from '../pendingInvite'

type Schemas = components['schemas']
type Preview = Schemas['InvitePreview']
type Claimed = Schemas['Claimed']
type Session = identity['schemas']['Session']
type Seat = identity['schemas']['MySeat']
type State = { invite: Preview; session: Session | null } | { error: unknown } | null

const unknown = 'trading.invite_unknown'
const over = (error: unknown) => toProblem(error).code === unknown

/** Buys, and lets this person apply. */
const may = (seat: Seat) => seat.company.parts.includes('buyer') && seat.permissions.includes('trading.application.write')

async function load(token: string): Promise<{ invite: Preview; session: Session | null }> {
  const [invite, session] = await Promise.all([
    ok(api.POST('/api/invites/preview', { body: { token } })),
    ok(api.GET('/api/session')).catch((error: unknown) => {
      if (toProblem(error).status === 401) return null
      throw error
    }),
  ])
  return { invite, session }
}

function Over() {
  const t = useTranslations('claim')
  useEffect(forgetInvite, [])
  return (
    <Sheet title={t('overTitle')} lead={t('over')}>
      <div>
        <a href="/suppliers" className={buttonClass('primary')}>
          {t('directory')}
        </a>
      </div>
    </Sheet>
  )
}

/** What taking it up means, before anybody does. */
function Meaning({ invite }: { invite: Preview }) {
  const t = useTranslations('claim')
  const supplier = invite.supplier.name
  return (
    <div className="grid gap-1">
      {invite.customer_name && <p className="wrap-anywhere">{t('for', { customer: invite.customer_name })}</p>}
      <p>{invite.approve ? t('atOnce') : t('later', { supplier })}</p>
      {invite.address_hint && <p className="text-small text-ink2 wrap-anywhere">{t('bound', { hint: invite.address_hint })}</p>}
    </div>
  )
}

/** Nobody is signed in: the invitation waits here, and signing in leads back to it. */
function Door({ invite }: { invite: Preview }) {
  const t = useTranslations('claim')
  const supplier = invite.supplier.name
  return (
    <Sheet title={t('title', { supplier })} lead={t('lead', { supplier })} foot={t('waits')}>
      <Meaning invite={invite} />
      <p className="text-small text-ink2">{t('account')}</p>
      <div className="flex flex-wrap gap-2">
        <a href="/signup" className={buttonClass('primary', 'flex-1')}>
          {t('signUp')}
        </a>
        <a href="/login?to=%2Fjoin" className={buttonClass('plain', 'flex-1')}>
          {t('signIn')}
        </a>
      </div>
    </Sheet>
  )
}

function Done({ claimed, company }: { claimed: Claimed; company: string }) {
  const t = useTranslations('claim')
  const { supplier, relationship } = claimed
  const { state } = relationship
  const names = { supplier: supplier.name, company }
  const approved = state === 'approved'
  return (
    <Sheet takeFocus title={approved ? t('approvedTitle', names) : t('appliedTitle', names)} lead={approved ? t('approvedText') : state === 'applied' ? t('appliedText') : t('otherText', names)}>
      {relationship.customer_code && <p className="num">{t('code', { code: relationship.customer_code })}</p>}
      <div className="flex flex-wrap gap-2">
        <a href={`/suppliers/${supplier.id}`} className={buttonClass('primary', 'flex-1')}>
          <span className="truncate">{t('toSupplier', names)}</span>
        </a>
        <a href="/suppliers/board" className={buttonClass('plain', 'flex-1')}>
          {t('toBoard')}
        </a>
      </div>
    </Sheet>
  )
}

/** Signed in: one press, after saying for which company where there are several. */
function Take({ token, invite, session, onOver }: { token: string; invite: Preview; session: Session; onOver: () => void }) {
  const t = useTranslations('claim')
  const seats = session.seats.filter(may)
  const [company, setCompany] = useState(seats.length === 1 ? (seats[0]?.company.id ?? '') : '')
  const [claimed, setClaimed] = useState<Claimed | null>(null)
  const [key] = useState(newKey)
  const supplier = invite.supplier.name
  const form = useForm({ '/company': company ? null : 'required' }, async () => {
    try {
      const answer = await ok(api.POST('/api/companies/{company}/claims', { params: { path: { company }, header: { 'Idempotency-Key': `${key}-${company}` } }, body: { token } }))
      forgetInvite()
      setClaimed(answer)
    } catch (error) {
      if (over(error)) return onOver()
      throw error
    }
  })
  if (claimed) return <Done claimed={claimed} company={seats.find((s) => s.company.id === company)?.company.name ?? ''} />
  return (
    <Sheet title={t('title', { supplier })} lead={t('lead', { supplier })} foot={t('asWho', { name: session.person.name })}>
      <Meaning invite={invite} />
      {seats.length === 0 ? (
        <div className="grid gap-3">
          <p>{t('noCompany', { name: session.person.name })}</p>
          <a href="/companies/new" className={buttonClass('primary')}>
            {t('open')}
          </a>
        </div>
      ) : (
        <form {...form.form} className="grid gap-4">
          <RadioGroup
            legend={t('which')}
            name="company"
            value={company}
            onChange={(v) => {
              setCompany(v)
              form.edited('/company')
            }}
            options={seats.map((s) => ({ value: s.company.id, label: s.company.name }))}
            error={form.error('/company')}
          />
          <FormFoot form={form}>{t('claim')}</FormFoot>
          <a href="/home" onClick={forgetInvite} className={buttonClass('quiet', 'w-full')}>
            {t('notNow')}
          </a>
        </form>
      )}
    </Sheet>
  )
}

function Opened({ token, onRetry }: { token: string; onRetry: () => void }) {
  const [state, setState] = useState<State>(null)
  useEffect(() => {
    keepInvite(token)
    load(token).then(setState, (error: unknown) => setState({ error }))
  }, [token])
  if (!state) return <Skeleton lines={5} className="mx-auto w-full max-w-md py-16" />
  if ('error' in state) return over(state.error) ? <Over /> : <ErrorState error={state.error} onRetry={onRetry} />
  if (!state.session) return <Door invite={state.invite} />
  return <Take token={token} invite={state.invite} session={state.session} onOver={() => setState({ error: new Problem({ status: 404, code: unknown }) })} />
}

function onHash(f: () => void) {
  addEventListener('hashchange', f)
  return () => removeEventListener('hashchange', f)
}

/** The page behind a supplier's invite link. The token stands after the #, or waits on this device since before signing in. */
export function Claim() {
  const [kept] = useState(keptInvite)
  const token = tokenOf(useSyncExternalStore(onHash, () => location.hash)) ?? kept
  const [tries, setTries] = useState(0)
  return <Secure>{token ? <Opened key={`${token} ${tries}`} token={token} onRetry={() => setTries(tries + 1)} /> : <Over />}</Secure>
}
