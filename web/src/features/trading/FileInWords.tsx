import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslations } from '../../lib/i18n'
import { buttonClass } from '../../ui/Button'
import { ErrorState, Skeleton } from '../../ui/States'
import { fileQuery } from './fileQuery'
import { FileState } from './FileState'

/** The company file in a few lines: what a supplier gets with an application. */
export function FileInWords({ company }: { company: string }) {
  const t = useTranslations('trading.file')
  const { data, error, refetch } = useQuery(fileQuery(company))
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={4} className="p-0" />
  const { file } = data
  const lines: [string, string | undefined][] = [
    [t('name'), file.draft.legal_name],
    [t('tax'), file.draft.tax_number],
    [t('documents'), t('count', { count: file.documents.length })],
    [t('sites'), t('count', { count: file.sites })],
    [t('bank'), file.draft.share_bank ? t('shared') : t('notShared')],
  ]
  return (
    <div className="grid gap-3">
      <div className="grid gap-1">
        <FileState state={file.state} />
        {file.changes.length > 0 && <p className="text-small text-warn">{t('changed')}</p>}
      </div>
      <dl className="grid gap-1">
        {lines.map(([title, text]) => (
          <div key={title} className="flex gap-2.5">
            <dt className="w-28 flex-none text-ink2">{title}</dt>
            <dd className="min-w-0 wrap-anywhere">{text || <span className="text-warn">{t('none')}</span>}</dd>
          </div>
        ))}
      </dl>
      <Link to="/c/$company/file" params={{ company }} className={buttonClass('plain', 'justify-self-start')}>
        {t('open')}
      </Link>
    </div>
  )
}
