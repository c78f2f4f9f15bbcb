import type { Agency, ProcedureAgencies } from '../../procedures/model.ts'

/** The three agencies of a dossier (NĐ 118/2025/NĐ-CP), as they were named on the day. */
export interface DossierAgencies {
  /** Whose desk helped the citizen. */
  handedIn: Agency
  /** Who receives it officially. */
  receiving: Agency
  /** Who is competent to decide. */
  deciding: Agency
}

/** The office itself wherever neither the procedure nor the officer names another agency. */
export function agenciesOf(
  office: { agencyCode: string; name: string },
  procedure: { agencies: ProcedureAgencies },
  input: { handedInAt: Agency | null },
): DossierAgencies {
  const own = { code: office.agencyCode, name: office.name }
  return {
    handedIn: input.handedInAt ?? own,
    receiving: procedure.agencies.receiving ?? own,
    deciding: procedure.agencies.deciding ?? own,
  }
}
