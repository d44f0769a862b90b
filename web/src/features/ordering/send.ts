// A purchase on its way to the hub. Owns: that an act is done once, and what becomes of the list and the plan then. Does not own: what is ordered.
import { sendForApproval } from '../approval/queries'
import { takeOrdered, writePlan, type Plan } from './handed'
import { createPurchase, type Draft, type Purchase } from './queries'

/** Sends one act under its name: sent again it is done once. What was ordered goes from the list; the plan stays until there is an answer, and tells then what was sent. */
export async function sendPlan(company: string, person: string, plan: Plan, sent: NonNullable<Plan['sent']>): Promise<Purchase> {
  writePlan(company, person, { ...plan, sent })
  const made = await createPurchase(company, JSON.parse(sent.body) as Draft, sent.name)
  const left = new Set(made.left_out.map((l) => l.key))
  takeOrdered(company, person, plan.lines.filter((l) => !left.has(l.key)))
  writePlan(company, person, null)
  return made
}

/** Sends one act for approval under its name: what waits then, by its id. */
export async function askForPlan(company: string, person: string, plan: Plan, sent: NonNullable<Plan['sent']>): Promise<string> {
  writePlan(company, person, { ...plan, sent })
  const made = await sendForApproval(company, JSON.parse(sent.body) as Draft, sent.note ?? '', sent.name)
  takeOrdered(company, person, plan.lines)
  writePlan(company, person, null)
  return made.summary.id
}
