export const FleetPage = () => <div />;
