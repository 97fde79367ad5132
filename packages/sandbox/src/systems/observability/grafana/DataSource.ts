/** A system that Grafana asks in its own name. */
export type DataSource = {
  id: number;
  uid: string;
  name: string;
  type: 'loki' | 'prometheus';
  url: string;
  isDefault: boolean;
};
