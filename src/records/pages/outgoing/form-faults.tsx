import { List, Paper, Text } from '@mantine/core'
import { type FormFault, type FormPlace, formPlaces } from '../../model/outgoing/form-check.ts'

type ShownFault = Omit<FormFault, 'place'> & { place: string }

/** What breaks the decree and where, or that nothing does. */
export function FormFaults({ faults }: { faults: readonly ShownFault[] }) {
  const broken = faults.filter(({ breaks }) => breaks).length
  return (
    <Paper withBorder p="sm" component="section" aria-labelledby="the-thuc">
      <Text id="the-thuc" component="h2" fw={700} size="sm">
        Kiểm tra thể thức
      </Text>
      <Text size="sm" role="status">
        {broken > 0
          ? `Còn ${broken} chỗ chưa đúng Nghị định số 30/2020/NĐ-CP.`
          : 'Không thấy chỗ nào trái Nghị định số 30/2020/NĐ-CP.'}
      </Text>
      {faults.length > 0 ? (
        <List size="sm" mt="xs" spacing={4}>
          {faults.map(({ place, line, words, breaks, basis }) => (
            <List.Item key={`${place}${line}${words}`}>
              <b>
                {formPlaces[place as FormPlace]}
                {line === null ? '' : `, dòng ${line}`}:
              </b>{' '}
              {words}{' '}
              <Text span size="sm" c="gray.7">
                ({breaks ? basis : 'nên xem lại'})
              </Text>
            </List.Item>
          ))}
        </List>
      ) : null}
    </Paper>
  )
}
