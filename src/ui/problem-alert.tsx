import { Alert, List, Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import type { Problem } from '../platform/errors.ts'

/** What went wrong and what to do next, read aloud at once. Messages that belong to no shown field are listed here. */
export function ProblemAlert({ problem, shownFields = [] }: { problem: Problem; shownFields?: string[] }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (problem) box.current?.scrollIntoView({ block: 'nearest' })
  }, [problem])
  const others = Object.entries(problem.fields ?? {}).filter(
    ([field]) => !shownFields.some((shown) => field === shown || field.startsWith(`${shown}.`)),
  )
  return (
    <Alert ref={box} color="red" variant="light" title={problem.title} role="alert">
      <Text size="sm">{problem.detail}</Text>
      {others.length > 0 ? (
        <List size="sm" mt="xs">
          {others.map(([field, message]) => (
            <List.Item key={field}>{message}</List.Item>
          ))}
        </List>
      ) : null}
      {problem.code === 'internal' && problem.requestId ? (
        <Text size="xs" mt="xs">
          Mã yêu cầu: {problem.requestId}
        </Text>
      ) : null}
    </Alert>
  )
}
