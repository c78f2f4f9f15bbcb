import { Box, Button, Group, Text } from '@mantine/core'
import { ownPaper, tickRequired } from './form-state.ts'
import { takeOffer } from './paper-offers.tsx'
import { PaperRow } from './paper-row.tsx'
import type { Intake } from './use-intake.ts'

interface Props {
  intake: Intake
  errors: Readonly<Record<string, string>>
}

/** Thành phần hồ sơ: nothing is ticked beforehand, the officer confirms what lies on the desk. */
export function PaperList({ intake, errors }: Props) {
  const { fields, changePaper, changePapers, uploads } = intake
  if (fields.procedureId === '') {
    return <Text size="sm">Chọn thủ tục để thấy giấy tờ phải nộp.</Text>
  }
  const addOwn = () =>
    changePapers((papers) => [...papers, ownPaper(1 + Math.max(-1, ...papers.map(({ ordinal }) => ordinal)))])
  const remove = (ordinal: number) => {
    for (const { key } of fields.papers.find((paper) => paper.ordinal === ordinal)?.files ?? []) {
      uploads.remove(ordinal, key)
    }
    changePapers((papers) => papers.filter((paper) => paper.ordinal !== ordinal))
  }
  return (
    <>
      <Group gap="sm" mb="xs">
        <Button
          variant="light"
          size="sm"
          onClick={() => changePapers(tickRequired)}
          aria-keyshortcuts="Alt+D"
        >
          Nhận đủ (Alt+D)
        </Button>
        {fields.papers.some(({ offer }) => offer !== null) ? (
          <Button
            variant="light"
            color="green.9"
            size="sm"
            onClick={() => changePapers((papers) => papers.map(takeOffer))}
            aria-keyshortcuts="Alt+K"
          >
            Dùng giấy tờ đã có (Alt+K)
          </Button>
        ) : null}
        <Text size="sm" c="gray.7">
          Kéo thả tệp vào từng dòng để đính kèm, mỗi tệp tối đa 50 MB.
        </Text>
      </Group>
      <Box component="ul" m={0} p={0} aria-label="Thành phần hồ sơ">
        {fields.papers.map((paper, index) => (
          <PaperRow
            key={paper.ordinal}
            paper={paper}
            error={errors[`components.${index}.provided`]}
            uploads={uploads}
            onChange={(change) => changePaper(paper.ordinal, change)}
            onRemove={() => remove(paper.ordinal)}
          />
        ))}
      </Box>
      <Button variant="subtle" size="sm" mt="xs" onClick={addOwn}>
        Thêm giấy tờ khác
      </Button>
    </>
  )
}
