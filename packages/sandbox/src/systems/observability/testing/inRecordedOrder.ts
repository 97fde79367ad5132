import { isObject } from '../../../contracts/compare';
import { Json } from '../../../contracts/Scenario';

/** Series come in an order that neither system promises: each is put where the recording has it. */
export function inRecordedOrder(answered: Json, recorded: Json): Json {
  if (!isObject(answered) || !isObject(recorded)) return answered;
  const { data } = answered;
  if (!Array.isArray(data) || !Array.isArray(recorded.data)) return answered;
  const places = recorded.data.map(canonical);
  const place = (item: Json) => {
    const found = places.indexOf(canonical(item));
    return found < 0 ? places.length : found;
  };
  return {
    ...answered,
    data: [...data].sort((one, other) => place(one) - place(other)),
  };
}

function canonical(item: Json): string {
  return isObject(item)
    ? JSON.stringify(Object.entries(item).sort())
    : JSON.stringify(item);
}
