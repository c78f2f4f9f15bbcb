import { createContext, useContext } from 'react'

/** What the server refused, by the dotted path of the input, and a way to say that the places have moved since. */
export interface Problems {
  fields: Readonly<Record<string, string>>
  forget(): void
}

export const ProblemContext = createContext<Problems>({ fields: {}, forget: () => {} })

/** The message at this path; none where nothing is wrong there. */
export function useProblem(path: string): string | undefined {
  return useContext(ProblemContext).fields[path]
}

/** The message at this path or in one of the lines below it, as a box with several lines holds them. */
export function useProblemOfLines(path: string): string | undefined {
  const [first] = useProblemsUnder(path)
  return first
}

/** Messages at this path and everywhere below it, but not below the paths in `except`. */
export function useProblemsUnder(path: string, except: readonly string[] = []): string[] {
  const { fields } = useContext(ProblemContext)
  const isUnder = (field: string, top: string) => field === top || field.startsWith(`${top}.`)
  const found = Object.entries(fields).filter(
    ([field]) => isUnder(field, path) && !except.some((each) => isUnder(field, each)),
  )
  return [...new Set(found.map(([, message]) => message))]
}
