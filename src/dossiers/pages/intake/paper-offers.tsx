import { Button, Group, Text } from '@mantine/core'
import { type Offer, type PaperFields, tick } from './form-state.ts'

interface Props {
  paper: PaperFields
  onChange(change: (paper: PaperFields) => PaperFields): void
}

/** What the office already has of this paper: one key takes it, and the citizen hands nothing in. */
export function PaperOffer({ paper, onChange }: Props) {
  const { offer, isReused } = paper
  if (!offer) return null
  return (
    <Group gap="xs" mt={4} ml={{ base: 0, sm: 32 }}>
      <Text size="sm" c="#1b5e20" fw={600} role="status">
        {offer.words}
      </Text>
      <Button
        size="compact-sm"
        variant={isReused ? 'default' : 'light'}
        aria-label={`${isReused ? 'Nhận bản giấy thay' : 'Dùng giấy tờ đã có'}: ${paper.name}`}
        onClick={() => onChange(isReused ? leaveOffer : takeOffer)}
      >
        {isReused ? 'Nhận bản giấy thay' : 'Dùng giấy tờ đã có'}
      </Button>
    </Group>
  )
}

/** The paper on file stands for one handed in; nothing is counted. */
export function takeOffer(paper: PaperFields): PaperFields {
  return paper.offer ? { ...paper, isReused: true, provided: true, originals: 0, copies: 0 } : paper
}

function leaveOffer(paper: PaperFields): PaperFields {
  return tick({ ...paper, isReused: false, provided: false }, false)
}

/**
 * The rows with the offers made for this person. Whatever was taken from an earlier offer is given back first, so that a
 * corrected number never leaves another person's papers in the form.
 */
export function withOffers(papers: readonly PaperFields[], offers: readonly Offer[]): PaperFields[] {
  return papers.map((paper) => {
    const offer = offers.find(({ ordinal }) => paper.asked && ordinal === paper.ordinal) ?? null
    const before = paper.isReused ? leaveOffer(paper) : paper
    return { ...before, offer }
  })
}
