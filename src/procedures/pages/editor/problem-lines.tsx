import { Text } from '@mantine/core'
import { useProblem, useProblemsUnder } from './problems.tsx'

interface ProblemLinesProps {
  path: string
  /** Only what is said of the whole, not of what is in it. */
  shallow?: boolean
  /** Paths below that say it themselves. */
  except?: readonly string[]
}

/** Messages that belong to no single box. */
export function ProblemLines({ path, shallow, except }: ProblemLinesProps) {
  const own = useProblem(path)
  const all = useProblemsUnder(path, except)
  const lines = shallow ? (own ? [own] : []) : all
  return lines.map((line) => (
    <Text key={line} size="sm" c="red.9" data-problem tabIndex={-1}>
      {line}
    </Text>
  ))
}
