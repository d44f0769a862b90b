import { Link } from '@tanstack/react-router'
import { Building2 } from 'lucide-react'
import { useTranslations } from '../lib/i18n'
import { buttonClass } from '../ui/Button'
import { PageHeader } from '../ui/Page'
import { EmptyState } from '../ui/States'

/** Where somebody lands who works for no company (any more). */
export function Home() {
  const t = useTranslations('shell')
  return (
    <>
      <PageHeader title={t('home.title')} />
      <EmptyState
        icon={<Building2 aria-hidden />}
        text={t('home.text')}
        action={
          <Link to="/companies/new" className={buttonClass('primary')}>
            {t('open.title')}
          </Link>
        }
      />
    </>
  )
}
