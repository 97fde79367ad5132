export interface Config {
  permission?: {
    /** The policy that lets everyone read, owners act and administrators administer. */
    ownership?: {
      /**
       * Full references of the groups and users that may do everything,
       * e.g. `group:default/platform`. At least one.
       */
      administrators: string[];
    };
  };
}
