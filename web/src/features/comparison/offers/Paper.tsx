import { useEffect } from 'react'
import { createPortal } from 'react-dom'
import { dayOf, deviceZone, formatInstant } from '../../../lib/dates'
import { useTranslations } from '../../../lib/i18n'
import { Item, Lead, Price, Stock } from './Cells'
import type { Printed } from './queries'

/** For whom a page was made; stands on every sheet. */
function Mark({ printed: { mark }, supplier }: { printed: Printed; supplier: string }) {
  const t = useTranslations('offers.paper')
  return (
    <div className="flex items-baseline justify-between gap-4 border-b border-ink pb-1 font-normal">
      <span>
        <span className="font-strong">{supplier}</span> · {t('title')}
      </span>
      <span className="num text-right text-[8pt]">{t('mark', { company: mark.company, person: mark.person, at: formatInstant(mark.at, deviceZone), code: mark.code })}</span>
    </div>
  )
}

/** The offers on paper: the head with the mark comes again on each sheet, and the company lies faintly across all of them. */
export function Paper({ printed, supplier, onDone }: { printed: Printed; supplier: string; onDone: () => void }) {
  const t = useTranslations('offers')
  useEffect(() => {
    const before = document.title
    document.title = `${supplier} ${dayOf(printed.mark.at, deviceZone)} ${printed.mark.code}`
    const done = () => onDone()
    addEventListener('afterprint', done)
    print()
    return () => {
      removeEventListener('afterprint', done)
      document.title = before
    }
    // oxlint-disable-next-line react/exhaustive-deps -- printed once, when it appears
  }, [])
  const { shows, items } = printed
  return createPortal(
    <div data-paper className="hidden print:block">
      <div aria-hidden className="fixed inset-0 grid place-items-center">
        <span className="-rotate-30 text-[40pt] whitespace-nowrap text-[rgb(0_0_0/.06)]">
          {printed.mark.company} · {printed.mark.code}
        </span>
      </div>
      <table className="w-full text-[9pt]">
        <thead className="text-left">
          <tr>
            <th colSpan={4} className="pb-2">
              <Mark printed={printed} supplier={supplier} />
            </th>
          </tr>
          <tr className="border-b border-ink">
            <th scope="col">{t('item')}</th>
            <th scope="col" className="text-right">
              {t('price')}
            </th>
            <th scope="col" className="text-right">
              {t('stockTitle')}
            </th>
            <th scope="col" className="text-right">
              {t('lead')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((offer) => (
            <tr key={offer.item} className="border-b border-line align-top">
              <td className="py-1 pr-3">
                <Item offer={offer} category />
              </td>
              <td className="num py-1 pl-3 text-right">
                <Price offer={offer} shows={shows} />
              </td>
              <td className="num py-1 pl-3 text-right">
                <Stock offer={offer} shows={shows} />
              </td>
              <td className="num py-1 pl-3 text-right">
                <Lead offer={offer} shows={shows} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  )
}
