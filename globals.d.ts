// What scripts of the theme leave in the global scope.
declare const lunr: any;
