import { Component, type ReactNode } from 'react'
import { useTranslations } from '../lib/i18n'
import { Problem, toProblem, useProblemText } from '../lib/problem'
import { useOnline } from '../lib/useOnline'
import { Button, buttonClass } from '../ui/Button'

function Plain({ title, text, note, action }: { title: string; text: string; note?: string; action?: ReactNode }) {
  return (
    <div className="mx-auto grid max-w-xl justify-items-start gap-4 px-4 py-16">
      <title>{title}</title>
      <h1 className="text-h1 font-strong">{title}</h1>
      <p className="text-lead text-ink2">{text}</p>
      {action}
      {note && <p className="num text-caption text-ink2">{note}</p>}
    </div>
  )
}

export function NotFoundPage() {
  const t = useTranslations()
  return (
    <Plain
      title={t('page.notFound')}
      text={t('page.notFoundText')}
      action={
        <a href="/" className={buttonClass('plain')}>
          {t('app.home')}
        </a>
      }
    />
  )
}

/** For what a page threw: not found, not reachable, or a mistake of ours. */
export function BrokenPage({ error }: { error: unknown }) {
  const t = useTranslations('page')
  const { text } = useProblemText()
  const online = useOnline()
  const problem = toProblem(error)
  if (problem.status === 404) return <NotFoundPage />
  const reload = <Button onClick={() => location.reload()}>{t('reload')}</Button>
  if (!online) return <Plain title={t('offline')} text={t('offlineText')} action={reload} />
  return <Plain title={t('broken')} text={error instanceof Problem ? text(problem) : t('brokenText')} note={problem.requestID} action={reload} />
}

/** Shows what its page threw, where no router does. */
export class Caught extends Component<{ children: ReactNode }, { error: unknown; broken: boolean }> {
  override state = { error: undefined, broken: false }
  static getDerivedStateFromError = (error: unknown) => ({ error, broken: true })
  override render() {
    return this.state.broken ? <BrokenPage error={this.state.error} /> : this.props.children
  }
}
