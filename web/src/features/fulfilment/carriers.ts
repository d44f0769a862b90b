// Carriers that have a page for each parcel. Owns: their short words, and where a number leads. Others are a name without a link.

/** Where a carrier shows a parcel; # stands for its number. */
const pages = {
  sf: 'https://www.sf-express.com/chn/sc/waybill/waybill-detail/#',
  zto: 'https://www.zto.com/express/expressCheck.html?txtBill=#',
  yto: 'https://www.yto.net.cn/tracking/?no=#',
  ems: 'https://www.ems.com.cn/queryList?mailNum=#',
  dhl: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=#',
  ups: 'https://www.ups.com/track?tracknum=#',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr=#',
} as const

export type Carrier = keyof typeof pages

export const carriers = Object.keys(pages) as Carrier[]

export const isCarrier = (word: string): word is Carrier => Object.hasOwn(pages, word)

/** Where a parcel is to be seen; nothing for a carrier that is not known. */
export const pageOf = (carrier: string, number: string) => (isCarrier(carrier) ? pages[carrier].replace('#', encodeURIComponent(number)) : undefined)
