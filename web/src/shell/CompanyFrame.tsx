import { useQuery } from '@tanstack/react-query'
import { Outlet, useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useTranslations } from '../lib/i18n'
import { Banner } from '../ui/States'
import { companyQuery } from './company'
import { NotFoundPage } from './ErrorPages'
import { isSuspended, rememberCompany, useSeat, type Seat } from './session'

function Suspended({ seat }: { seat: Seat }) {
  const t = useTranslations('shell')
  const { data } = useQuery(companyQuery(seat.company.id))
  const reason = data?.company.state_reason
  return <Banner kind="bad">{reason ? t('suspendedFor', { reason }) : t('suspended')}</Banner>
}

/** Around the pages of one company. One that is not the person's own is not there, as for everybody else. */
export function CompanyFrame() {
  const { company = '' } = useParams({ strict: false }) as { company?: string }
  const seat = useSeat()
  useEffect(() => {
    if (seat) rememberCompany(seat.company.id)
  }, [seat])
  if (!seat) return <NotFoundPage />
  return (
    <>
      {isSuspended(seat) && <Suspended seat={seat} />}
      <Outlet key={company} />
    </>
  )
}
