@rem The scripts of package.json begin with exec, so that a shell makes way for the program; cmd.exe, without one, finds this.
@%*
