import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { type SearchKind, searchKinds } from '../model/kinds.ts'
import { searchParameters } from '../model/search-address.ts'
import type { SearchFilter } from '../model/search-filter.ts'

interface Props {
  counts: readonly { kind: SearchKind; count: number; more: boolean }[]
  filter: SearchFilter
}

/** How many of each kind were found; each leads to those of its kind alone, or back to all. */
export function KindCounts({ counts, filter }: Props) {
  const { kind: chosen, ...rest } = filter
  return (
    <Group gap="xs" role="group" aria-label="Số kết quả theo loại">
      {chosen ? (
        <Button component={Link} to={`?${searchParameters(rest)}`} variant="default" size="compact-sm">
          Mọi loại
        </Button>
      ) : null}
      {counts
        .filter(({ kind, count, more }) => kind === chosen || count > 0 || more)
        .map(({ kind, count, more }) => (
          <Button
            key={kind}
            component={Link}
            to={`?${searchParameters({ ...rest, kind })}`}
            variant={kind === chosen ? 'filled' : 'light'}
            color={kind === chosen ? 'dark' : 'gray'}
            c={kind === chosen ? undefined : 'dark'}
            size="compact-sm"
            aria-current={kind === chosen ? 'true' : undefined}
          >
            {searchKinds[kind]}: {more ? `hơn ${count}` : count}
          </Button>
        ))}
    </Group>
  )
}
