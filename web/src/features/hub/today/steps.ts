// What a company and a person still have to do to be ready to work; computed from what the hub knows, never ticked by hand.
import type { CompanyFile } from '../../../shell/company'
import type { Session } from '../../../shell/session'

export const stepNames = ['phone', 'address', 'logo', 'colleague'] as const
export type StepName = (typeof stepNames)[number]
export type Step = { name: StepName; done: boolean }

type Known = { person: Pick<Session['person'], 'phone'>; company: Pick<CompanyFile, 'address' | 'logo'>; seats: number; invitations: number }

export const steps = ({ person, company, seats, invitations }: Known): Step[] => [
  { name: 'phone', done: Boolean(person.phone) },
  { name: 'address', done: Boolean(company.address) },
  { name: 'logo', done: Boolean(company.logo) },
  { name: 'colleague', done: seats > 1 || invitations > 0 },
]

/** What suppliers look for in the file of a buyer and do not find. */
export const missing = (company: Pick<CompanyFile, 'address' | 'phone' | 'logo'>) => (['address', 'phone', 'logo'] as const).filter((f) => !company[f])
