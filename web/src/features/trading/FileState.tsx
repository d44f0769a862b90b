import { useTranslations } from '../../lib/i18n'
import { StatusDot, type StatusKind } from '../../ui/Marks'
import type { CompanyFile } from './fileQuery'

const dots: Record<CompanyFile['state'], StatusKind> = { draft: 'off', submitted: 'waiting', verified: 'done', returned: 'warn' }

/** Where a company file stands with the hub. */
export function FileState({ state }: { state: CompanyFile['state'] }) {
  const t = useTranslations('trading.fileState')
  return <StatusDot kind={dots[state]}>{t(state)}</StatusDot>
}
