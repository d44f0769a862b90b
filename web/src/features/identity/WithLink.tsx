import { useEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useTranslations } from '../../lib/i18n'
import { Problem, toProblem } from '../../lib/problem'
import { buttonClass } from '../../ui/Button'
import { ErrorState, Skeleton } from '../../ui/States'
import { tokenOf } from './address'
import { Secure } from './Secure'
import { Sheet } from './Sheet'

export type LinkKind = 'welcome' | 'reset' | 'invitation' | 'approve'

/** The link is used up or was cut short: what it was for decides the way on. */
export function LinkOver({ kind }: { kind: LinkKind }) {
  const t = useTranslations('identity.link')
  return (
    <Sheet title={t('over')} lead={t(kind)}>
      <div className="flex flex-wrap gap-2">
        {kind === 'reset' ? (
          <a href="/forgot" className={buttonClass('primary')}>
            {t('newLink')}
          </a>
        ) : (
          <a href="/login" className={buttonClass('primary')}>
            {t('signIn')}
          </a>
        )}
        {kind === 'welcome' && (
          <a href="/signup" className={buttonClass()}>
            {t('again')}
          </a>
        )}
      </div>
    </Sheet>
  )
}

export const linkOver = (error: unknown) => ['identity.link_over', 'approval.link_over'].includes(toProblem(error).code)

type Props<T> = {
  kind: LinkKind
  /** Asks the hub what the link stands for. Not given where there is nothing to ask. */
  load: (token: string) => Promise<T>
  /** `over` is called when the hub says later that the link has ended. */
  children: (token: string, data: T, over: () => void) => ReactNode
}

type State<T> = { data: T } | { error: unknown } | null

function Opened<T>({ kind, token, load, children, onRetry }: Props<T> & { token: string; onRetry: () => void }) {
  const [state, setState] = useState<State<T>>(null)
  useEffect(() => {
    load(token).then(
      (data) => setState({ data }),
      (error: unknown) => setState({ error }),
    )
  }, [load, token])
  if (!state) return <Skeleton lines={5} className="mx-auto w-full max-w-md py-16" />
  if ('data' in state) return children(token, state.data, () => setState({ error: new Problem({ status: 404, code: 'identity.link_over' }) }))
  return linkOver(state.error) ? <LinkOver kind={kind} /> : <ErrorState error={state.error} onRetry={onRetry} />
}

function onHash(f: () => void) {
  addEventListener('hashchange', f)
  return () => removeEventListener('hashchange', f)
}

/** A page that a mail leads to: the token behind the # is looked at first, so that nobody fills in a form for nothing. */
export function WithLink<T>(props: Props<T>) {
  const token = tokenOf(useSyncExternalStore(onHash, () => location.hash))
  const [tries, setTries] = useState(0)
  return <Secure>{token ? <Opened key={`${token} ${tries}`} token={token} onRetry={() => setTries(tries + 1)} {...props} /> : <LinkOver kind={props.kind} />}</Secure>
}
