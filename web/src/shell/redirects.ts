import { notFound, redirect } from '@tanstack/react-router'
import { companyPath, homeOf, type CompanyPlace } from './places'
import { enter, usualSeat } from './session'

/** `/home`: where work goes on. Without any company it stays and says so. */
export async function goHome() {
  const seat = usualSeat(await enter('/home'))
  if (seat) throw redirect({ to: homeOf(seat), replace: true })
}

/** `/team` and the like, without a company: that of the seat used last. */
export async function goToCompany(place: CompanyPlace) {
  const seat = usualSeat(await enter(`/${place}`))
  if (!seat) throw notFound()
  throw redirect({ to: companyPath(seat.company.id, place), replace: true })
}
